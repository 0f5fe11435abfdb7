import { compilePlatform } from "../../frontend/compile-platform.ts";
import { openBuild } from "../../frontend/open-build.ts";
import { readConfig } from "../../frontend/options/config.ts";
import { encodeDefinition } from "../../llb/definition.ts";
import { encodeImageConfig } from "../../oci/image-config.ts";
import { compilationIds } from "../conformance/compilation-ids.ts";
import type { Request } from "../conformance/request.ts";
import { scriptedDaemon } from "../conformance/scripted-daemon.ts";
import { fakePlatform } from "../fake-gateway.ts";

/**
 * The definition's and the config's bytes, or the error's message. Unlike an answer of the protocol, which repeats all
 * lines of an instruction with each of its warnings, it grows as its parts do.
 */
export async function compileAlone(request: Request): Promise<string | readonly (Uint8Array | string)[]> {
  try {
    const gateway = scriptedDaemon(request);
    const host = { defaultPlatform: fakePlatform, newIds: compilationIds };
    const build = await openBuild({ gateway, config: readConfig(gateway, fakePlatform), host });
    const compilation = await compilePlatform(build, { platform: undefined, warn: () => {} });
    return [encodeDefinition(compilation.definition()), encodeImageConfig(compilation.image)];
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
