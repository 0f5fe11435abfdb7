const firstBytes = 1024;

/** Bytes put together piece by piece: room doubles, so that pieces of any size take linear time. */
export class GrowingBytes {
  private room = new Uint8Array(0);
  private used = 0;

  get length(): number {
    return this.used;
  }

  /** Copies the bytes behind those that are there. */
  append(bytes: Uint8Array): void {
    const needed = this.used + bytes.length;
    if (needed > this.room.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.room.length, firstBytes));
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
