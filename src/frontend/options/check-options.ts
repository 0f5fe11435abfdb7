import { type LintConfig, parseLintOptions } from "../../lint/lint-config.ts";
import { wrapping } from "../error-message.ts";
import { messages } from "../messages.ts";
import type { OptGroup } from "./opt-source.ts";

const key = "build-arg:BUILDKIT_DOCKERFILE_CHECK";

/** What lint does, in place of the file's own `# check=`. @mirrors frontend/dockerui/config.go Client.init */
export const checkOptions: OptGroup<{ readonly lint: LintConfig | undefined }> = {
  keys: [key],
  read({ opts }) {
    const text = opts.get(key);
    if (text === undefined) return { lint: undefined };
    return {
      lint: wrapping(
        (reason) => messages.parsing(key, reason),
        () => parseLintOptions(text),
      ),
    };
  },
};
