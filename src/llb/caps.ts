/**
 * The capabilities of the graph's ops, by which a daemon says what it understands.
 *
 * @mirrors solver/pb/caps.go
 */

/** What a daemon can do. */
export interface CapSet {
  supports(id: string): boolean;
}

/** Every capability id, by a name to write in code. */
export const cap = {
  sourceImage: "source.image",
  sourceImageResolveMode: "source.image.resolvemode",
  sourceImageLayerLimit: "source.image.layerlimit",
  sourceImageChecksum: "source.image.checksum",
  sourceLocal: "source.local",
  sourceLocalUnique: "source.local.unique",
  sourceLocalSessionId: "source.local.sessionid",
  sourceLocalIncludePatterns: "source.local.includepatterns",
  sourceLocalFollowPaths: "source.local.followpaths",
  sourceLocalExcludePatterns: "source.local.excludepatterns",
  sourceLocalSharedKeyHint: "source.local.sharedkeyhint",
  sourceLocalDiffer: "source.local.differ",
  sourceLocalMetadataTransfer: "source.local.metadatatransfer",
  sourceGit: "source.git",
  sourceGitKeepDir: "source.git.keepgitdir",
  sourceGitFullUrl: "source.git.fullurl",
  sourceGitHttpAuth: "source.git.httpauth",
  sourceGitKnownSshHosts: "source.git.knownsshhosts",
  sourceGitMountSshSock: "source.git.mountsshsock",
  sourceGitSubdir: "source.git.subdir",
  sourceGitChecksum: "source.git.checksum",
  sourceGitSkipSubmodules: "source.git.skipsubmodules",
  sourceGitSignatureVerify: "source.git.signatureverify",
  sourceGitMtime: "source.git.mtime",
  sourceGitFetchByCommit: "source.git.fetchbycommit",
  sourceGitBundle: "source.git.bundle",
  sourceGitCheckoutBundle: "source.git.checkoutbundle",
  sourceHttp: "source.http",
  sourceHttpAuth: "source.http.auth",
  sourceHttpChecksum: "source.http.checksum",
  sourceHttpPerm: "source.http.perm",
  // Spelt so in the wild.
  sourceHttpUidGid: "soruce.http.uidgid",
  sourceHttpHeader: "source.http.header",
  sourceHttpSignatureVerify: "source.http.signatureverify",
  sourceImageBlob: "source.imageblob",
  sourceOciLayout: "source.ocilayout",
  buildLlbFileName: "source.buildop.llbfilename",
  execMetaBase: "exec.meta.base",
  execMetaCgroupParent: "exec.meta.cgroup.parent",
  execMetaNetwork: "exec.meta.network",
  execMetaNetworkProxy: "exec.meta.network.proxy",
  execMetaProxy: "exec.meta.proxyenv",
  execMetaSecurity: "exec.meta.security",
  execMetaSecurityDeviceWhitelistV1: "exec.meta.security.devices.v1",
  execMetaSetsDefaultPath: "exec.meta.setsdefaultpath",
  execMetaUlimit: "exec.meta.ulimit",
  execMetaCdi: "exec.meta.cdi",
  execMetaRemoveMountStubsRecursive: "exec.meta.removemountstubs.recursive",
  execMetaLinuxResources: "exec.meta.linux.resources",
  execMountBind: "exec.mount.bind",
  execMountBindReadWriteNoOutput: "exec.mount.bind.readwrite-nooutput",
  execMountCache: "exec.mount.cache",
  execMountCacheSharing: "exec.mount.cache.sharing",
  execMountSelector: "exec.mount.selector",
  execMountTmpfs: "exec.mount.tmpfs",
  execMountTmpfsSize: "exec.mount.tmpfs.size",
  execMountSecret: "exec.mount.secret",
  execMountSsh: "exec.mount.ssh",
  execMountContentCache: "exec.mount.cache.content",
  execCgroupsMounted: "exec.cgroup",
  execSecretEnv: "exec.secretenv",
  execValidExitCode: "exec.validexitcode",
  fileBase: "file.base",
  fileRmWildcard: "file.rm.wildcard",
  fileCopyIncludeExcludePatterns: "file.copy.includeexcludepatterns",
  fileCopyRequiredPaths: "file.copy.requiredpaths",
  fileRmNoFollowSymlink: "file.rm.nofollowsymlink",
  fileCopyAlwaysReplaceExistingDestPaths: "file.copy.alwaysreplaceexistingdestpaths",
  fileCopyModeString: "file.copy.modestring",
  fileSymlinkCreate: "file.symlink.create",
  constraints: "constraints",
  platform: "platform",
  metaIgnoreCache: "meta.ignorecache",
  metaDescription: "meta.description",
  metaExportCache: "meta.exportcache",
  remoteCacheGha: "cache.gha",
  remoteCacheS3: "cache.s3",
  remoteCacheAzBlob: "cache.azblob",
  mergeOp: "mergeop",
  diffOp: "diffop",
  passthroughOp: "passthroughop",
  annotations: "exporter.image.annotations",
  attestations: "exporter.image.attestations",
  sourceDateEpoch: "exporter.sourcedateepoch",
  multipleExporters: "exporter.multiple",
  sessionExporter: "exporter.session",
  sourcePolicy: "source.policy",
  sourcePolicySession: "source.policy.session",
  gcFreeSpaceFilter: "gc.freespacefilter",
  historyFilters: "history.filter",
} as const;

/** One of the ids of `cap`. */
export type CapId = (typeof cap)[keyof typeof cap];

/**
 * Ids that the reference has but does not register: a daemon never announces them, so it never supports them.
 */
export const unregisteredCaps: ReadonlySet<string> = new Set<string>([
  cap.execMetaRemoveMountStubsRecursive,
  cap.fileCopyModeString,
]);

/** A capability set that has every registered id: a daemon of the reference's own version. */
export const allCaps: CapSet = capSetOf(Object.values(cap).filter((id) => !unregisteredCaps.has(id)));

/** The capability set of a list of ids. */
export function capSetOf(ids: Iterable<string>): CapSet {
  const known = new Set(ids);
  return { supports: (id) => known.has(id) };
}
