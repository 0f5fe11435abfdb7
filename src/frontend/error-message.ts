/** The text of anything thrown, as a sentence that wraps it continues. */
export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What `read` returns; an error of it is thrown anew with the text that `sentence` makes of its message, and with it as cause. */
export function wrapping<T>(sentence: (reason: string) => string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(sentence(errorMessage(error)), { cause: error });
  }
}

/** As `wrapping`, for what comes later. */
export async function wrappingLater<T>(sentence: (reason: string) => string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new Error(sentence(errorMessage(error)), { cause: error });
  }
}
