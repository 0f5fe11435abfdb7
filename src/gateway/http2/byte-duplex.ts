/** What a connection hears of its bytes. */
export interface ByteListener {
  /** Bytes came; they are only lent until this returns. */
  data(bytes: Uint8Array): void;
  /** The peer is gone: nothing comes after this. */
  end(): void;
  /** The peer reads again, after `write` returned false. */
  drain(): void;
}

/** Two directions of bytes that an edge gives: stdin and stdout, or a socket. */
export interface ByteDuplex {
  /** Sends bytes, which belong to the connection from now on. False: they are taken, but the peer is slow; wait for `drain`. */
  write(bytes: Uint8Array): boolean;
  /** Names the one listener; it hears all that comes, from the first byte. */
  listen(listener: ByteListener): void;
}

/** Calls `expire` once after so many milliseconds, unless the function it returns is called first. */
export type StartTimer = (ms: number, expire: () => void) => () => void;
