import { parseInt } from "../../go/parse-number.ts";
import { wrapping } from "../error-message.ts";
import { messages } from "../messages.ts";
import type { OptGroup } from "./opt-source.ts";

const key = "shm-size";

/** Bytes of /dev/shm, 0 for the daemon's default. @mirrors frontend/dockerui/attr.go parseShmSize */
export const shmSize: OptGroup<{ readonly shmSize: bigint }> = {
  keys: [key],
  read({ opts }) {
    const text = opts.get(key) ?? "";
    return { shmSize: text === "" ? 0n : wrapping(messages.shmSize, () => parseInt(text, 10, 64)) };
  },
};
