import { fstatSync } from "node:fs";
import { Socket } from "node:net";
import { Duplex } from "node:stream";
import { messages } from "../messages.ts";

/**
 * Returns stdin and stdout as one connection. Throws an Error with a sentence for the user when they are not the pipes
 * (or sockets) that BuildKit gives a frontend.
 */
export function stdioDuplex(): Duplex {
  for (const fd of [0, 1]) if (!isConnection(fd)) throw new Error(messages.notRunByBuildKit);
  return joinDuplex(
    new Socket({ fd: 0, readable: true, writable: false }),
    new Socket({ fd: 1, readable: false, writable: true }),
  );
}

function isConnection(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}

/**
 * Returns one Duplex that reads from `input` and writes to `output`. The end of input ends it whole: a peer that is
 * gone answers nothing.
 */
export function joinDuplex(input: Socket, output: Socket): Duplex {
  const duplex = new Duplex({
    allowHalfOpen: false,
    read: () => void input.resume(),
    write: (chunk, _encoding, done) => void output.write(chunk, done),
    final: (done) => done(),
    destroy(error, done) {
      input.destroy();
      output.destroy();
      done(error);
    },
  });
  input.on("data", (chunk) => {
    if (!duplex.push(chunk)) input.pause();
  });
  input.on("end", () => duplex.push(null));
  input.on("error", (error) => duplex.destroy(error));
  output.on("error", (error) => duplex.destroy(error));
  output.on("close", () => duplex.destroy());
  input.pause();
  return duplex;
}
