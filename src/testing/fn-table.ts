import { createPatternMatcher, matchesPathOrParent } from "../dockerfile/ignore/pattern-matcher.ts";
import { readIgnoreFile } from "../dockerfile/ignore/read-ignore-file.ts";
import { applyMode, formatMode } from "../go/apply-mode.ts";
import { parseMode } from "../go/chmod-mode.ts";
import { csvFields } from "../go/csv-fields.ts";
import type { JsonNode } from "../go/decode-json.ts";
import { formatDuration, parseDuration } from "../go/duration.ts";
import { encodeJson } from "../go/encode-json.ts";
import { GoError } from "../go/go-error.ts";
import { ramInBytes } from "../go/human-size.ts";
import { jsonMismatch } from "../go/messages.ts";
import { formatIp, parseIp } from "../go/parse-ip.ts";
import { parseBool } from "../go/parse-number.ts";
import { formatUrlUser, parseUrl } from "../go/parse-url.ts";
import { base, clean, join } from "../go/path.ts";
import { quote, quoteList } from "../go/quote.ts";
import { parseSignal } from "../go/signal.ts";
import { suggest } from "../go/suggest.ts";
import { isAbsOn, normalizePath, normalizeWorkdir, withoutDrive } from "../go/system-path.ts";
import { parseUlimit } from "../go/ulimit.ts";
import { type GoType, nilableListOf, type Reading, unmarshal } from "../go/unmarshal.ts";
import { parseDigest } from "../oci/digest.ts";
import { platformJson } from "../oci/image-config.ts";
import {
  formatPlatform,
  formatPlatformFully,
  normalizePlatform,
  type Platform,
  parsePlatform,
  platform,
} from "../oci/platform.ts";
import { formatFamiliar, formatReference, parseReference, referenceName, tagNameOnly } from "../oci/reference.ts";
import { type GitRef, parseGitRef } from "../sources/git-ref.ts";
import { parseGitUrl } from "../sources/git-url.ts";
import { toValid } from "../text/utf8.ts";

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
  "digest.parse": (args) => parseDigest(text(args)),
  "git.parseRef": (args) => {
    const parsed = parseGitRef(text(args));
    return "error" in parsed
      ? { error: parsed.error.message, isGit: parsed.isGit }
      : { isGit: true, ref: gitRefAnswer(parsed.ref) };
  },
  "git.parseURL": (args) => {
    const url = parseGitUrl(text(args));
    return {
      host: url.host,
      opts: url.options === undefined ? null : { Ref: url.options.ref, Subdir: url.options.subdir },
      path: url.path,
      query: url.query.size === 0 ? null : Object.fromEntries(url.query),
      remote: url.remote,
      scheme: url.scheme,
      user: url.user === undefined ? "" : formatUrlUser(url.user),
    };
  },
  "go.parseBool": (args) => parseBool(text(args)),
  "go.quote": (args) => quote(text(args)),
  "go.quoteList": (args) => quoteList(list(args)),
  "ignorefile.read": (args) => readIgnoreFile(text(args)),
  "json.marshalStrings": (args) => encodeJson(args.list ?? null),
  "json.unmarshalStrings": (args) => unmarshal(text(args), nilableListOf(anyType)) ?? null,
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
  "patternmatcher.match": (args) => {
    const matcher = createPatternMatcher(list(args));
    return { exclusions: matcher.hasExceptions, match: matchesPathOrParent(matcher, text(args)) };
  },
  "platforms.parse": (args) => {
    const parsed = parsePlatform(text(args), host);
    const normalized = normalizePlatform(parsed, host);
    return {
      format: formatPlatform(parsed),
      formatAll: formatPlatformFully(parsed),
      normalized: platformAnswer(normalized),
      normalizedFormatAll: formatPlatformFully(normalized),
      parsed: platformAnswer(parsed),
    };
  },
  "reference.parse": (args) => {
    const reference = parseReference(text(args));
    return {
      familiar: formatFamiliar(reference),
      name: referenceName(reference),
      normalized: formatReference(reference),
      tagged: formatReference(tagNameOnly(reference)),
    };
  },
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
  "url.base": (args) => toValid(base(parseUrl(text(args)).path)),
};

/** The host that the answers assume. */
const host = platform("linux", "amd64");

function platformAnswer(parsed: Platform): unknown {
  return JSON.parse(encodeJson(platformJson(parsed)));
}

function gitRefAnswer(ref: GitRef): unknown {
  return {
    Remote: ref.remote,
    ShortName: ref.shortName,
    Ref: ref.ref,
    Checksum: ref.checksum,
    SubDir: ref.subdir,
    IndistinguishableFromLocal: ref.indistinguishableFromLocal,
    UnencryptedTCP: ref.unencryptedTcp,
    KeepGitDir: ref.keepGitDir ?? null,
    Submodules: ref.submodules ?? null,
    MTime: ref.mtime,
    FetchByCommit: ref.fetchByCommit,
  };
}

/** A list of any values, of which only numbers can be wrong. */
const anyType: GoType<unknown> = {
  name: "interface {}",
  zero: null,
  read: (node, _before, reading) => plain(node, reading),
};

function plain(node: JsonNode, reading: Reading): unknown {
  switch (node.kind) {
    case "null":
      return null;
    case "bool":
    case "string":
      return node.value;
    case "number": {
      const value = Number(node.text);
      if (!Number.isFinite(value)) reading.mismatch ??= new GoError(jsonMismatch(`number ${node.text}`, "float64"));
      return value;
    }
    case "array":
      return node.items.map((item) => plain(item, reading));
    case "object":
      return Object.fromEntries(node.members.map(([key, value]) => [key, plain(value, reading)]));
  }
}
