import { parseBool } from "../../go/parse-number.ts";
import { wrapping } from "../error-message.ts";
import { messages } from "../messages.ts";
import type { OptGroup } from "./opt-source.ts";

const key = "build-arg:BUILDKIT_GIT_ADVICE";

/** Whether git may print its advice. @mirrors frontend/dockerui/config.go Client.init */
export const gitAdvice: OptGroup<{ readonly gitAdvice: boolean }> = {
  keys: [key],
  read({ opts }) {
    const text = opts.get(key) ?? "";
    return {
      gitAdvice:
        text !== "" &&
        wrapping(
          (reason) => messages.parsing(key, reason),
          () => parseBool(text),
        ),
    };
  },
};
