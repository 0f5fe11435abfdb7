/** The lengths of a snapshot's numbers and of the names in its code cache, in bytes. */
const numberBytes = 8;
const longestName = 200;
const mostModules = 5_000;
const fewestModules = 50;

/**
 * Returns a snapshot of Node without its code cache: compiled code of all of Node's own modules, which every start
 * reads whole though a frontend loads none of them any more. A snapshot that holds none, or in another form than that of
 * Node 24, is returned as it is.
 *
 * The cache is the last thing in a snapshot: how many modules there are, then the name and the code of each, both behind
 * their lengths.
 */
export function withoutCodeCache(snapshot: Buffer): Buffer {
  for (let at = 0; at + 2 * numberBytes < snapshot.length; at++) {
    const count = numberAt(snapshot, at);
    if (count < fewestModules || count > mostModules || !isCodeCache(snapshot, at, count)) continue;
    return Buffer.concat([snapshot.subarray(0, at), Buffer.alloc(numberBytes)]);
  }
  return snapshot;
}

/** Whether as many modules follow as are said to, up to the end of the snapshot. */
function isCodeCache(snapshot: Buffer, start: number, count: number): boolean {
  let at = start + numberBytes;
  for (let module = 0; module < count; module++) {
    const name = numberAt(snapshot, at);
    if (!(name > 0 && name <= longestName)) return false;
    at += numberBytes + name;
    const code = numberAt(snapshot, at);
    if (!(code <= snapshot.length)) return false;
    at += numberBytes + code;
  }
  return at === snapshot.length;
}

/** An unsigned number of 64 bits; NaN where it is too large for a length or beyond the end. */
function numberAt(bytes: Buffer, at: number): number {
  if (at + numberBytes > bytes.length || bytes.readUInt32LE(at + 4) !== 0) return Number.NaN;
  return bytes.readUInt32LE(at);
}
