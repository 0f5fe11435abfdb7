import { createHash } from "node:crypto";
import { cut } from "../go/trim.ts";
import { formatPlatformFully, type Platform } from "../oci/platform.ts";
import { formatReference, parseReference, tagNameOnly } from "../oci/reference.ts";

/** What a test says of one image; what it leaves out follows from the name. */
export interface ScriptedImage {
  readonly digest?: string;
  readonly config?: unknown;
  /** Makes the lookup fail with these words. */
  readonly error?: string;
  readonly platforms?: Readonly<Record<string, Omit<ScriptedImage, "platforms">>>;
}

/** An image as a registry would answer. */
export interface FoundImage {
  readonly digest: string;
  readonly config: Uint8Array;
}

const created = "2024-01-01T00:00:00Z";
const linuxConfig = {
  Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
  Cmd: ["/bin/sh"],
};
const windowsConfig = { Cmd: ["c:\\windows\\system32\\cmd.exe"] };
const windowsVersion = "10.0.20348.2227";

/** Scripted images by normalised reference. */
export function imagesByReference(images: Readonly<Record<string, ScriptedImage>>): ReadonlyMap<string, ScriptedImage> {
  return new Map(Object.entries(images).map(([ref, image]) => [normalized(ref), image]));
}

/** The full reference; a name that is none stays as it is. */
function normalized(ref: string): string {
  try {
    return formatReference(tagNameOnly(parseReference(ref)));
  } catch {
    return ref;
  }
}

/** The image for a reference and a normalised platform: scripted, or made up from the two alone. Throws for a scripted error. */
export function findImage(scripted: ReadonlyMap<string, ScriptedImage>, ref: string, platform: Platform): FoundImage {
  const name = formatPlatformFully(platform);
  const whole = scripted.get(ref);
  const image = { ...whole, ...whole?.platforms?.[name] };
  if (image.error !== undefined && image.error !== "") throw new Error(image.error);
  const madeUp = `sha256:${createHash("sha256").update(`${ref}@${name}`).digest("hex")}`;
  const own = cut(ref, "@")[1];
  const config = image.config === undefined ? syntheticConfig(platform, madeUp) : image.config;
  return { digest: image.digest || own || madeUp, config: Buffer.from(JSON.stringify(config)) };
}

function syntheticConfig(platform: Platform, layer: string): unknown {
  const windows = platform.os === "windows";
  const version = platform.osVersion || (windows ? windowsVersion : "");
  return {
    created,
    architecture: platform.architecture,
    os: platform.os,
    ...(platform.variant ? { variant: platform.variant } : {}),
    ...(version === "" ? {} : { "os.version": version }),
    ...(platform.osFeatures?.length ? { "os.features": platform.osFeatures } : {}),
    config: windows ? windowsConfig : linuxConfig,
    rootfs: { type: "layers", diff_ids: [layer] },
    history: [{ created, created_by: "synthetic base layer" }],
  };
}
