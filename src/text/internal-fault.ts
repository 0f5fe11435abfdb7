/** A fault of this program: never the user's, so it names no place in their file and no context is put before it. */
export class InternalFault extends Error {
  override readonly name = "InternalFault";

  constructor(reason: string, cause?: unknown) {
    super(`this is a bug in dockerfile-llb: ${reason}`, cause === undefined ? undefined : { cause });
  }
}

/** The error as a fault of ours, undefined where it is an answer to what the user wrote. */
export function asInternalFault(error: unknown): InternalFault | undefined {
  if (error instanceof InternalFault) return error;
  const native = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  return native ? new InternalFault(error.message, error) : undefined;
}
