import type { Compilation } from "../compile.ts";
import type { Attestation } from "../gateway/gateway.ts";
import { imageOf } from "../gateway/source-lookup.ts";
import { join } from "../go/path.ts";
import type { Definition } from "../llb/definition.ts";
import { EnvList } from "../llb/env-list.ts";
import { marshal, type VertexNeeds } from "../llb/marshal.ts";
import type { Mount } from "../llb/ops/exec-mount.ts";
import { image, scratch } from "../llb/sources.ts";
import type { State } from "../llb/state.ts";
import { decodeOciImage, type OciImage } from "../oci/image-config.ts";
import type { Platform } from "../oci/platform.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import { type BuildSession, localIdsOf } from "./build-session.ts";
import { wrappingLater } from "./error-message.ts";
import { messages } from "./messages.ts";
import type { SbomOptions } from "./options/attestations.ts";

const coreName = "sbom";
const sourceDirectory = "/run/src/";
const resultDirectory = "/run/out/";
const imageScheme = "docker-image://";
const resolveModeKey = "image-resolve-mode";
const spdx = "https://spdx.dev/Document";

/** The graph that writes the bill of materials of one platform's build. */
export type Scanner = (scanned: Scanned) => Definition;

/** A platform's build. */
export interface Scanned {
  /** The platform's key in the result. */
  readonly id: string;
  readonly compiled: Compilation;
  /** What the vertices of its graph need. */
  readonly needs: VertexNeeds;
}

/** Looks up the image that writes bills of materials; it runs on the build node. @mirrors frontend/attestations/sbom/sbom.go CreateSBOMScanner */
export async function createScanner(session: BuildSession, sbom: SbomOptions): Promise<Scanner> {
  const { config, gateway, host } = session;
  const platform = config.buildPlatforms[0] ?? host.defaultPlatform;
  const source = { identifier: imageScheme + sbom.generator, attrs: new Map<string, string>() };
  const found = await wrappingLater(
    (reason) => messages.scannerMetadata(sbom.generator, reason),
    () =>
      gateway.resolveSourceMeta({
        source,
        image: { platform, resolveMode: gateway.build.opts.get(resolveModeKey) ?? "" },
      }),
  );
  const { ref, config: json } = imageOf(found, sbom.generator);
  const program = decodeOciImage(decodeUtf8(json));
  if (scannerArgs(program).length === 0) throw new Error(messages.scannerNoCmd(ref));
  const scan = { ref, image: program, platform, parameters: sbom.parameters };
  // The reference marshals the scan for no daemon in particular, but what a vertex was found to need stays with it.
  return ({ id, compiled, needs }) =>
    marshal(scanState(scan, id, compiled), {
      platform: host.defaultPlatform,
      link: compiled.links,
      newLocalId: localIdsOf(host),
      needs,
    });
}

/** The attestation beside a platform's result: a bundle of SPDX documents, of which `sbom` is about the result itself. */
export function sbomAttestation(ref: Attestation["ref"]): Attestation {
  const metadata = new Map([
    ["reason", encodeUtf8("sbom")],
    ["sbom-core", encodeUtf8(coreName)],
  ]);
  return { kind: "bundle", metadata, ref, path: "", predicateType: spdx, subjects: [] };
}

interface Scan {
  readonly ref: string;
  readonly image: OciImage;
  readonly platform: Platform;
  readonly parameters: ReadonlyMap<string, string>;
}

function scannerArgs({ config }: OciImage): readonly string[] {
  return [...config.entrypoint, ...config.cmd];
}

/** The files that a scan writes. */
function scanState(scan: Scan, id: string, { scan: targets }: Compilation): State {
  const base = image(scan.ref, { platform: scan.platform });
  const { mounts } = base.exec(scannerArgs(scan.image), {
    customName: `[${id}] generating sbom using ${scan.ref}`,
    ignoreCache: targets.ignoreCache,
    directory: scan.image.config.workingDir,
    env: scanEnv(scan, targets.extras.size > 0),
    mounts: [
      { target: resultDirectory, source: scratch() },
      temporaryMount(base, scan.platform),
      ...targetMounts(targets),
    ],
  });
  return mounts[0] ?? scratch();
}

/** The image's environment and what scanners are told by; the client's parameters in the order of their names. */
function scanEnv({ image: { config }, parameters }: Scan, hasExtras: boolean): EnvList {
  let env = EnvList.empty;
  const add = (variable: string): void => {
    const equals = variable.indexOf("=");
    if (equals < 0) env = env.addOrReplace(variable, "");
    else env = env.addOrReplace(variable.slice(0, equals), variable.slice(equals + 1));
  };
  for (const variable of config.env) add(variable);
  add(`BUILDKIT_SCAN_DESTINATION=${resultDirectory}`);
  add(`BUILDKIT_SCAN_SOURCE=${join(sourceDirectory, "core", coreName)}`);
  if (hasExtras) add(`BUILDKIT_SCAN_SOURCE_EXTRAS=${join(sourceDirectory, "extras/")}`);
  for (const [name, value] of parameters) add(`BUILDKIT_SCAN_${name}=${value}`);
  return env;
}

function targetMounts({ core, extras }: Compilation["scan"]): readonly Mount[] {
  const coreMount = { target: join(sourceDirectory, "core", coreName), source: core, readonly: true };
  const extraMounts = [...extras].map(([name, source]) => ({
    target: join(sourceDirectory, "extras", `${coreName}-${name}`),
    source,
    readonly: true,
  }));
  return [coreMount, ...extraMounts];
}

/** Windows has no tmpfs: a directory whose writes are thrown away. */
function temporaryMount(base: State, { os }: Platform): Mount {
  const target = "/tmp";
  if (os !== "windows") return { target, source: scratch(), tmpfs: {} };
  const source = base.file([{ kind: "mkdir", path: target, mode: 0o777, makeParents: true }]);
  return { target, source, selector: target, noOutput: true };
}
