/** A pair of ENV or LABEL as written, quotes included. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
  /** The legacy form `ENV key value`. */
  readonly noDelim: boolean;
}
