const engine = Error as ErrorConstructor & { stackTraceLimit?: number };

/**
 * An error that is an answer to what somebody wrote or asked. Many are tried and dropped, so it has no stack: where an
 * engine would take one, that costs more than all else of the error. Faults of ours (`InternalFault`) keep theirs.
 */
export class AnswerError extends Error {
  constructor(message: string, cause?: unknown) {
    const limit = engine.stackTraceLimit;
    if (limit !== undefined) engine.stackTraceLimit = 0;
    super(message, cause === undefined ? undefined : { cause });
    if (limit !== undefined) engine.stackTraceLimit = limit;
  }
}
