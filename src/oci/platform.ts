import { compareCodePoints, sortedStrings } from "../go/code-point-order.ts";
import { unescapeUrl } from "../go/escape-url.ts";
import { GoError } from "../go/go-error.ts";
import { toLower } from "../go/letter-case.ts";
import { join } from "../go/path.ts";
import { splitN } from "../go/trim.ts";
import {
  invalidOsFeature,
  platformComponent,
  platformOs,
  platformOsFeatures,
  platformOsVersion,
  platformParts,
  platformUnknown,
  platformWildcard,
} from "./messages.ts";

/** What an image runs on; what is not said is "" or empty. @mirrors github.com/opencontainers/image-spec Platform */
export interface Platform {
  readonly architecture: string;
  readonly os: string;
  readonly osVersion: string;
  readonly osFeatures: readonly string[];
  readonly variant: string;
}

/** A platform from its names. */
export function platform(os: string, architecture: string, variant = ""): Platform {
  return { os, architecture, variant, osVersion: "", osFeatures: [] };
}

/**
 * The platform written as `os[(version+feature...)]`, `arch` or `os/arch[/variant]`; what is missing is the host's.
 * Throws a GoError for anything else. @mirrors github.com/containerd/platforms Parse
 */
export function parsePlatform(text: string, host: Platform): Platform {
  if (text.includes("*")) throw new GoError(platformWildcard(text));
  const parts = splitN(text, "/", 4);
  const first = parts[0] as string;
  const os = parseOs(first, text, host);
  for (const part of parts.slice(1)) {
    if (!/^[A-Za-z0-9_.-]+$/.test(part)) throw new GoError(platformComponent(part, text));
  }
  const [, architecture = "", variant = ""] = parts;
  switch (parts.length) {
    case 1:
      return parseAlone(first, os, text, host);
    case 2:
      return { ...os, ...withoutV7(normalizeArchitecture(architecture, "")) };
    case 3: {
      const arch = normalizeArchitecture(architecture, variant);
      const isPlainArm64 = arch.architecture === "arm64" && arch.variant === "";
      return { ...os, ...arch, variant: isPlainArm64 ? "v8" : arch.variant };
    }
    default:
      throw new GoError(platformParts(text));
  }
}

/** The platform with its canonical names: `aarch64` is `arm64`. @mirrors github.com/containerd/platforms Normalize */
export function normalizePlatform(given: Platform, host: Platform): Platform {
  return {
    ...given,
    os: normalizeOs(given.os, host),
    ...normalizeArchitecture(given.architecture, given.variant),
    osFeatures: uniqueSorted(given.osFeatures),
  };
}

/** `os/arch[/variant]`. @mirrors github.com/containerd/platforms Format */
export function formatPlatform({ os, architecture, variant }: Platform): string {
  return os === "" ? "unknown" : join(os, architecture, variant);
}

/** `os[(version+features)]/arch[/variant]`. @mirrors github.com/containerd/platforms FormatAll */
export function formatPlatformFully(given: Platform): string {
  const { os, architecture, variant, osVersion, osFeatures } = given;
  if (os === "" || (osVersion === "" && osFeatures.length === 0)) return formatPlatform(given);
  const features = uniqueSorted(osFeatures).filter((feature) => feature !== "");
  const options = escapeOption(osVersion) + features.map((feature) => `+${escapeOption(feature)}`).join("");
  return join(options === "" ? os : `${os}(${options})`, architecture, variant);
}

const knownOs: ReadonlySet<string> = new Set(
  "aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos".split(
    " ",
  ),
);
const knownArchitectures: ReadonlySet<string> = new Set(
  (
    "386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 " +
    "mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm"
  ).split(" "),
);

type Architecture = Pick<Platform, "architecture" | "variant">;

function parseOs(part: string, text: string, host: Platform): Platform {
  const match = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$/.exec(part);
  if (match === null) throw new GoError(platformOs(part, text));
  const [, name = "", version = "", features = ""] = match;
  const os = normalizeOs(name, host);
  const osVersion = unescaped(version, (reason) => platformOsVersion(text, version, reason));
  const osFeatures = features
    .split("+")
    .slice(1)
    .map((feature) => unescaped(feature, (reason) => platformOsFeatures(text, invalidOsFeature(feature, reason))))
    .filter((feature) => feature !== "");
  return { ...platform(os, ""), osVersion, osFeatures };
}

/** A name without a slash is an operating system if there is one of that name, else an architecture. */
function parseAlone(name: string, os: Platform, text: string, host: Platform): Platform {
  if (knownOs.has(os.os)) {
    const variant = host.architecture === "arm" && host.variant !== "v7" ? host.variant : "";
    return { ...os, architecture: host.architecture, variant };
  }
  const arch = withoutV7(normalizeArchitecture(name, ""));
  if (!knownArchitectures.has(arch.architecture)) throw new GoError(platformUnknown(text));
  return { ...os, ...arch, os: host.os };
}

function normalizeOs(os: string, host: Platform): string {
  const name = os === "" ? host.os : toLower(os);
  return name === "macos" ? "darwin" : name;
}

function normalizeArchitecture(given: string, givenVariant: string): Architecture {
  const architecture = toLower(given);
  const variant = toLower(givenVariant);
  switch (architecture) {
    case "i386":
      return { architecture: "386", variant: "" };
    case "x86_64":
    case "x86-64":
    case "amd64":
      return { architecture: "amd64", variant: variant === "v1" ? "" : variant };
    case "aarch64":
    case "arm64":
      return { architecture: "arm64", variant: arm64Variants.get(variant) ?? variant };
    case "armhf":
      return { architecture: "arm", variant: "v7" };
    case "armel":
      return { architecture: "arm", variant: "v6" };
    case "arm":
      return { architecture: "arm", variant: armVariants.get(variant) ?? variant };
    default:
      return { architecture, variant };
  }
}

const arm64Variants: ReadonlyMap<string, string> = new Map([
  ["8", ""],
  ["v8", ""],
  ["v8.0", ""],
  ["9", "v9"],
  ["9.0", "v9"],
  ["v9.0", "v9"],
]);
const armVariants: ReadonlyMap<string, string> = new Map([
  ["", "v7"],
  ["5", "v5"],
  ["6", "v6"],
  ["7", "v7"],
  ["8", "v8"],
]);

/** The usual variant of arm is not written. */
function withoutV7({ architecture, variant }: Architecture): Architecture {
  return { architecture, variant: architecture === "arm" && variant === "v7" ? "" : variant };
}

function uniqueSorted(list: readonly string[]): readonly string[] {
  return list.length < 2
    ? list
    : sortedStrings(list).filter(
        (item, at, sorted) => at === 0 || compareCodePoints(item, sorted[at - 1] as string) !== 0,
      );
}

/** What would be read as syntax is escaped. */
function escapeOption(option: string): string {
  return option
    .replaceAll("%", "%25")
    .replaceAll("+", "%2B")
    .replaceAll("(", "%28")
    .replaceAll(")", "%29")
    .replaceAll("/", "%2F");
}

function unescaped(option: string, message: (reason: string) => string): string {
  try {
    return unescapeUrl(option, "segment");
  } catch (error) {
    throw error instanceof GoError ? new GoError(message(error.message)) : error;
  }
}
