/** Numbers of ELF's e_machine that the tests meet. */
export const elfMachines = { amd64: 62, arm64: 183 } as const;

const programInterpreter = 3;

export interface Elf {
  /** e_machine, see `elfMachines`. */
  readonly machine: number;
  /** True where no dynamic loader is asked for. */
  readonly isStatic: boolean;
}

/** What a 64-bit little-endian ELF file says of itself; undefined where the bytes are not one. */
export function readElf(bytes: Uint8Array): Elf | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 64 || view.getUint32(0) !== 0x7f454c46) return undefined;
  if (view.getUint8(4) !== 2 || view.getUint8(5) !== 1) return undefined;
  const headersAt = Number(view.getBigUint64(32, true));
  const headerSize = view.getUint16(54, true);
  const headerCount = view.getUint16(56, true);
  const types = Array.from({ length: headerCount }, (_, index) => headersAt + index * headerSize)
    .filter((at) => at + 4 <= bytes.byteLength)
    .map((at) => view.getUint32(at, true));
  return { machine: view.getUint16(18, true), isStatic: !types.includes(programInterpreter) };
}
