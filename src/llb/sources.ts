/** The states of content from outside the graph: one file a kind of source, in source/. */
export { type GitOptions, git } from "./source/git.ts";
export { type HttpOptions, http } from "./source/http.ts";
export { type ImageOptions, image, type ResolveMode } from "./source/image.ts";
export { type BlobOptions, imageBlob, ociLayoutBlob } from "./source/image-blob.ts";
export { type LocalOptions, local } from "./source/local.ts";
export { type OciLayoutOptions, ociLayout } from "./source/oci-layout.ts";
export { scratch } from "./state.ts";
