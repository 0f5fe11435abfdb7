const firstBytes = 1024;

/** Bytes put together piece by piece: room doubles, so that pieces of any size take linear time. */
export class GrowingBytes {
  private room = new Uint8Array(0);
  private used = 0;
  private most = Number.POSITIVE_INFINITY;

  get length(): number {
    return this.used;
  }

  /** Says how many bytes there will be when all are there: no more room than that is taken ahead. */
  expect(bytes: number): void {
    this.most = bytes;
  }

  /** Copies the bytes behind those that are there. */
  append(bytes: Uint8Array): void {
    const needed = this.used + bytes.length;
    if (needed > this.room.length) {
      const larger = new Uint8Array(Math.max(needed, Math.min(2 * this.room.length, this.most), firstBytes));
      larger.set(this.view());
      this.room = larger;
    }
    this.room.set(bytes, this.used);
    this.used = needed;
  }

  /** Returns what is there, good until the next `append`. */
  view(): Uint8Array {
    return this.room.subarray(0, this.used);
  }
}
