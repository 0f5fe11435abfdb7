/** One walk over all requests, as both loops print it. */
export interface Pass {
  readonly files: number;
  /** How many of them end in an error. */
  readonly failed: number;
  /** The length of all definitions and image configs. */
  readonly bytes: number;
  readonly seconds: number;
  /** Processor time of the whole process, helper threads too. */
  readonly cpuSeconds: number;
  /** The most memory the process has had, in bytes. */
  readonly peakBytes: number;
}
