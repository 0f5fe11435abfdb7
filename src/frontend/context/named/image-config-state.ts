import type { State } from "../../../llb/state.ts";
import type { OciImage } from "../../../oci/image-config.ts";

/** The state with what an image's config says of processes. @mirrors client/llb/state.go State.WithImageConfig */
export function withImageConfig(state: State, image: OciImage): State {
  let result = state;
  for (const variable of image.config.env) {
    const equals = variable.indexOf("=");
    const key = equals < 0 ? variable : variable.slice(0, equals);
    if (key !== "") result = result.addEnv(key, equals < 0 ? "" : variable.slice(equals + 1));
  }
  result = result.dir(image.config.workingDir);
  if (image.architecture === "" || image.os === "") return result;
  const { os, architecture, variant, osVersion, osFeatures } = image;
  return result.withPlatform({ os, architecture, variant, osVersion, osFeatures });
}
