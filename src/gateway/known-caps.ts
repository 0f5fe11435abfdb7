/** The capabilities this program knows, and those that daemons have which cannot say what they have. */
import type { AnnouncedCap, KnownCap, KnownCaps } from "./cap-set.ts";

/**
 * Capabilities of the gateway, with their names.
 * @mirrors frontend/gateway/pb/caps.go
 */
export const gatewayCaps: KnownCaps = new Map<string, KnownCap>([
  ["frontend.caps", { name: "frontend capabilities" }],
  ["frontend.inputs", { name: "frontend inputs" }],
  ["gateway.evaluate", { name: "gateway evaluate" }],
  ["gateway.exec", { name: "gateway exec" }],
  ["gateway.exec.extrahosts", { name: "gateway exec extra-hosts" }],
  ["gateway.exec.filesystem", { name: "gateway exec filesystem" }],
  ["gateway.exec.secretenv", { name: "gateway exec secret env" }],
  ["gateway.exec.signals", { name: "gateway exec signals" }],
  ["gateway.solve.evaluate", { name: "gateway evaluate solve" }],
  ["gateway.solve.metadata", { name: "gateway metadata" }],
  ["gateway.warnings", { name: "logging warnings" }],
  ["importcaches", { name: "import caches" }],
  ["proto.refarray", { name: "wire format ref arrays" }],
  ["readdir", { name: "read static directory" }],
  ["readfile", { name: "read static file" }],
  ["reference.attestations", { name: "reference attestations" }],
  ["reference.output", { name: "reference output" }],
  ["resolveimage", { name: "resolve remote image config" }],
  ["resolveimage.resolvemode", { name: "resolve remote image config with custom resolvemode" }],
  ["return", { name: "return solve result" }],
  ["returnmap", { name: "return reference map" }],
  ["solve.base", {}],
  ["solve.inlinereturn", { name: "inline return from solve" }],
  ["source.metaresolver", { name: "source meta resolver" }],
  ["source.metaresolver.http.checksumrequest", { name: "source meta resolver http checksum request" }],
  ["source.metaresolver.image.attestations", { name: "source meta resolver image attestations" }],
  ["statfile", { name: "stat a file" }],
]);

/**
 * Capabilities of the solver that a definition may ask for.
 * @mirrors solver/pb/caps.go
 */
export const llbCaps: KnownCaps = new Map<string, KnownCap>([
  ...experimental(`
    cache.azblob
    cache.gha
    cache.s3
    constraints
    diffop
    exec.cgroup
    exec.meta.base
    exec.meta.cdi
    exec.meta.cgroup.parent
    exec.meta.linux.resources
    exec.meta.network
    exec.meta.network.proxy
    exec.meta.proxyenv
    exec.meta.security
    exec.meta.security.devices.v1
    exec.meta.setsdefaultpath
    exec.meta.ulimit
    exec.mount.bind
    exec.mount.bind.readwrite-nooutput
    exec.mount.cache
    exec.mount.cache.content
    exec.mount.cache.sharing
    exec.mount.secret
    exec.mount.selector
    exec.mount.ssh
    exec.mount.tmpfs
    exec.mount.tmpfs.size
    exec.secretenv
    exec.validexitcode
    exporter.image.annotations
    exporter.image.attestations
    exporter.multiple
    exporter.session
    file.copy.alwaysreplaceexistingdestpaths
    file.copy.includeexcludepatterns
    file.copy.requiredpaths
    file.rm.nofollowsymlink
    file.rm.wildcard
    file.symlink.create
    gc.freespacefilter
    history.filter
    mergeop
    meta.description
    meta.exportcache
    meta.ignorecache
    passthroughop
    platform
    soruce.http.uidgid
    source.buildop.llbfilename
    source.git
    source.git.bundle
    source.git.checkoutbundle
    source.git.checksum
    source.git.fetchbycommit
    source.git.fullurl
    source.git.httpauth
    source.git.keepgitdir
    source.git.knownsshhosts
    source.git.mountsshsock
    source.git.mtime
    source.git.signatureverify
    source.git.skipsubmodules
    source.git.subdir
    source.http
    source.http.auth
    source.http.checksum
    source.http.header
    source.http.perm
    source.http.signatureverify
    source.image
    source.image.checksum
    source.image.layerlimit
    source.image.resolvemode
    source.imageblob
    source.local
    source.local.differ
    source.local.excludepatterns
    source.local.followpaths
    source.local.includepatterns
    source.local.metadatatransfer
    source.local.sessionid
    source.local.sharedkeyhint
    source.local.unique
    source.ocilayout
    source.policy
    source.policy.session
  `),
  ["exporter.sourcedateepoch", { name: "source date epoch" }],
  ["file.base", { status: "prerelease", added: { docker: "Docker v19.03", buildkit: "BuildKit v0.5.0" } }],
]);

/**
 * What the gateway of a daemon has that announces no list. Frozen: it names what there was when lists came.
 * @mirrors frontend/gateway/grpcclient/client.go defaultCaps
 */
export const oldGatewayCaps = enabled(`
  solve.base
  solve.inlinereturn
  resolveimage
  readfile
`);

/**
 * What the solver of a daemon has that announces no list. Frozen likewise.
 * @mirrors frontend/gateway/grpcclient/client.go defaultLLBCaps
 */
export const oldLlbCaps = enabled(`
  source.image
  source.local
  source.local.unique
  source.local.sessionid
  source.local.includepatterns
  source.local.followpaths
  source.local.excludepatterns
  source.local.sharedkeyhint
  source.git
  source.git.keepgitdir
  source.git.fullurl
  source.http
  source.http.checksum
  source.http.perm
  soruce.http.uidgid
  source.buildop.llbfilename
  exec.meta.base
  exec.meta.proxyenv
  exec.mount.bind
  exec.mount.cache
  exec.mount.cache.sharing
  exec.mount.selector
  exec.mount.tmpfs
  exec.mount.secret
  constraints
  platform
  meta.ignorecache
  meta.description
  meta.exportcache
`);

function words(lines: string): string[] {
  return lines.split(/[ \n]+/).filter((word) => word !== "");
}

function experimental(ids: string): [string, KnownCap][] {
  return words(ids).map((id) => [id, {}]);
}

function enabled(ids: string): readonly AnnouncedCap[] {
  return words(ids).map((id) => ({ id, enabled: true }));
}
