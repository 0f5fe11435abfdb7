/** The states of content from outside the graph: one file a kind of source, in source/. */
export { git, type GitOptions } from "./source/git.ts";
export { http, type HttpOptions } from "./source/http.ts";
export { type BlobOptions, imageBlob, ociLayoutBlob } from "./source/image-blob.ts";
export { image, type ImageOptions, type ResolveMode } from "./source/image.ts";
export { local, type LocalOptions } from "./source/local.ts";
export { ociLayout, type OciLayoutOptions } from "./source/oci-layout.ts";
export { scratch } from "./state.ts";
