import { csvFields } from "../../go/csv-fields.ts";
import { toLower } from "../../go/letter-case.ts";
import { formatIp, parseIp } from "../../go/parse-ip.ts";
import type { ExtraHost } from "../../lower/compile-options.ts";
import { wrapping } from "../error-message.ts";
import { messages } from "../messages.ts";
import type { OptGroup } from "./opt-source.ts";

const key = "add-hosts";

/** Lines of every RUN's /etc/hosts, CSV of `host=ip`. @mirrors frontend/dockerui/attr.go parseExtraHosts */
export const extraHosts: OptGroup<{ readonly extraHosts: readonly ExtraHost[] }> = {
  keys: [key],
  read({ opts }) {
    const text = opts.get(key) ?? "";
    return { extraHosts: text === "" ? [] : wrapping(messages.extraHosts, () => csvFields(text).map(extraHost)) };
  },
};

function extraHost(field: string): ExtraHost {
  const lower = toLower(field);
  const equals = lower.indexOf("=");
  if (equals < 0) throw new Error(messages.hostPair(field));
  const text = lower.slice(equals + 1);
  const ip = parseIp(text);
  if (ip === undefined) throw new Error(messages.hostIp(text));
  return { host: lower.slice(0, equals), ip: formatIp(ip) };
}
