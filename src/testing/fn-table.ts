import { applyMode, formatMode } from "../go/apply-mode.ts";
import { parseMode } from "../go/chmod-mode.ts";
import { csvFields } from "../go/csv-fields.ts";
import { decodeJson } from "../go/decode-json.ts";
import { formatDuration, parseDuration } from "../go/duration.ts";
import { encodeJson } from "../go/encode-json.ts";
import { GoError } from "../go/go-error.ts";
import { ramInBytes } from "../go/human-size.ts";
import { formatIp, parseIp } from "../go/parse-ip.ts";
import { parseBool } from "../go/parse-number.ts";
import { clean, join } from "../go/path.ts";
import { quote, quoteList } from "../go/quote.ts";
import { parseSignal } from "../go/signal.ts";
import { suggest } from "../go/suggest.ts";
import { isAbsOn, normalizePath, normalizeWorkdir, withoutDrive } from "../go/system-path.ts";
import { parseUlimit } from "../go/ulimit.ts";

/** The arguments of a request in mode `fn`; what a function does not use is absent. */
export interface FnArgs {
  readonly s?: string;
  readonly s2?: string;
  readonly os?: string;
  readonly env?: readonly string[];
  readonly list?: readonly string[];
  readonly escape?: string;
  readonly rawQuotes?: boolean;
  readonly rawEscapes?: boolean;
  readonly skipProcessQuotes?: boolean;
  readonly skipUnsetEnv?: boolean;
  readonly keepSlash?: boolean;
  readonly caseSensitive?: boolean;
  readonly mode?: number;
}

/** One function of the conformance protocol: its `result`; a thrown Error's message is its `error`. */
export type Fn = (args: FnArgs) => unknown;
/** Functions by their name in the protocol. */
export type FnTable = Readonly<Record<string, Fn>>;

const text = (args: FnArgs): string => args.s ?? "";
const list = (args: FnArgs): readonly string[] => args.list ?? [];

/** The functions of the rooms `go`, `oci`, `sources` and `dockerfile/ignore`. */
export const basicFns: FnTable = {
  "csv.fields": (args) => csvFields(text(args)),
  "go.parseBool": (args) => parseBool(text(args)),
  "go.quote": (args) => quote(text(args)),
  "go.quoteList": (args) => quoteList(list(args)),
  "json.marshalStrings": (args) => encodeJson(list(args)),
  "json.unmarshalStrings": (args) => unmarshalAnyList(text(args)),
  "mode.parse": (args) => {
    const steps = parseMode(text(args));
    return { applied: applyMode(steps, args.mode ?? 0), set: formatMode(steps) };
  },
  "net.parseIP": (args) => {
    const bytes = parseIp(text(args));
    if (bytes === undefined) throw new GoError("invalid IP");
    return formatIp(bytes);
  },
  "path.clean": (args) => clean(text(args)),
  "path.join": (args) => join(...list(args)),
  "signal.parse": (args) => parseSignal(text(args)),
  "suggest.search": (args) => {
    const match = suggest(text(args), list(args), args.caseSensitive ?? false);
    return { match: match ?? "", ok: match !== undefined };
  },
  "system.checkDrive": (args) => withoutDrive(text(args), args.os ?? "", args.keepSlash ?? false),
  "system.isAbs": (args) => isAbsOn(text(args), args.os ?? ""),
  "system.normalizePath": (args) => normalizePath(args.s2 ?? "", text(args), args.os ?? "", args.keepSlash ?? false),
  "system.normalizeWorkdir": (args) => normalizeWorkdir(args.s2 ?? "", text(args), args.os ?? ""),
  "time.parseDuration": (args) => {
    const nanoseconds = parseDuration(text(args));
    return { ns: String(nanoseconds), string: formatDuration(nanoseconds) };
  },
  "units.parseUlimit": (args) => {
    const { name, soft, hard } = parseUlimit(text(args));
    return { Name: name, Hard: Number(hard), Soft: Number(soft) };
  },
  "units.ramInBytes": (args) => String(ramInBytes(text(args))),
};

function unmarshalAnyList(json: string): unknown {
  return plain(decodeJson(json));
}

function plain(node: ReturnType<typeof decodeJson>): unknown {
  switch (node.kind) {
    case "null":
      return null;
    case "bool":
    case "string":
      return node.value;
    case "number":
      return Number(node.text);
    case "array":
      return node.items.map(plain);
    case "object":
      return Object.fromEntries(node.members.map(([key, value]) => [key, plain(value)]));
  }
}
