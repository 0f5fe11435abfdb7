import { csvFields } from "../../go/csv-fields.ts";
import { parseUlimit } from "../../go/ulimit.ts";
import type { Ulimit } from "../../lower/compile-options.ts";
import { wrapping } from "../error-message.ts";
import { messages } from "../messages.ts";
import type { OptGroup } from "./opt-source.ts";

const key = "ulimit";

/** Limits of every RUN, CSV of `name=soft:hard`. @mirrors frontend/dockerui/attr.go parseUlimits */
export const ulimits: OptGroup<{ readonly ulimits: readonly Ulimit[] }> = {
  keys: [key],
  read({ opts }) {
    const text = opts.get(key) ?? "";
    return { ulimits: text === "" ? [] : wrapping(messages.ulimits, () => csvFields(text).map(parseUlimit)) };
  },
};
