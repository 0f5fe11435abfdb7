import { cgroupParent } from "../places.ts";
import type { ComparedBuild } from "./compared-build.ts";
import { commitTime } from "./git-repository.ts";
import { archiveTime } from "./site.ts";
import { lastModified } from "./source-server.ts";

/** A Dockerfile that copies all of its context, and what lies beside it. */
const copyAll = { Dockerfile: "FROM scratch\nCOPY . /all/\n", "given.txt": "given\n", "other.txt": "other\n" };
const given = { "all/given.txt": { content: "given\n" } };

const folders: readonly ComparedBuild[] = [
  {
    name: "the Dockerfile's own ignore file comes before the context's",
    contextFiles: {
      ...copyAll,
      "sub/Other.Dockerfile": copyAll.Dockerfile,
      "sub/Other.Dockerfile.dockerignore": "sub\n*.txt\n!given.txt\n",
      ".dockerignore": "given.txt\n",
    },
    request: () => ({ filename: "sub/Other.Dockerfile" }),
    files: given,
    absentFiles: ["all/other.txt", "all/sub"],
  },
  {
    name: "a context and a Dockerfile that opts name, one from git and one of the client",
    contextFiles: { "given.Dockerfile": "FROM scratch\nCOPY sub /all/\n" },
    request: ({ sources }, folder) => ({
      filename: "given.Dockerfile",
      opts: { contextkey: "one", one: `${sources.url}/repository.git`, dockerfilekey: "two" },
      flags: ["--local", `two=${folder}`],
    }),
    files: { "all/in-git.txt": { content: "from git\n" } },
  },
];

const named = `FROM image AS of-image
RUN cp /etc/passwd /passwd
FROM nothing
COPY --from=of-image /passwd /image/
COPY --from=layout / /layout/
COPY --from=repository / /repository/
COPY --from=page / /page/
COPY --from=archive / /archive/
COPY --from=folder / /folder/
`;

const contexts: readonly ComparedBuild[] = [
  {
    name: "named contexts of every kind",
    contextFiles: {
      Dockerfile: named,
      "folder/a.txt": "a\n",
      "folder/b.txt": "b\n",
      "folder/.dockerignore": "b.txt\n",
    },
    request: ({ sources, images }, folder) => ({
      opts: {
        "context:image": "docker-image://busybox:latest",
        "context:nothing": "docker-image://scratch",
        "context:layout": `oci-layout://store@${images.layoutDigest}`,
        "context:repository": `${sources.url}/repository.git#v1`,
        "context:page": `${sources.url}/page.txt`,
        "context:archive": `${sources.url}/context.tar.gz`,
        "sharedkey:localdir:folder": "e2e",
      },
      namedContexts: { folder: `${folder}/folder` },
      flags: ["--oci-layout", `store=${images.layout}`],
    }),
    files: {
      "image/passwd": { type: "file" },
      "layout/in-layout.txt": { content: "from a layout\n" },
      "repository/sub/in-git.txt": { content: "from git\n" },
      "page/context": { content: "a page\n" },
      "archive/context": { type: "file" },
      "folder/a.txt": { content: "a\n" },
    },
    absentFiles: ["folder/b.txt"],
    attested: () => ['"local.sharedkeyhint":"context:folder-e2e"'],
  },
  {
    name: "named contexts for one platform of two",
    contextFiles: { Dockerfile: "FROM scratch\nCOPY --from=base / /\n" },
    request: ({ images, sources }) => ({
      opts: {
        platform: "linux/amd64,linux/arm64",
        "context:base::linux/arm64": `oci-layout://store@${images.layoutDigest}`,
        "context:base": `${sources.url}/page.txt`,
      },
      flags: ["--oci-layout", `store=${images.layout}`],
    }),
    platforms: ["linux/amd64", "linux/arm64"],
  },
];

/** What a step sees of its limits, on both versions of cgroups. */
const limits = `FROM busybox
RUN <<EOF
hostname >/hostname
grep -v localhost /etc/hosts | grep host >/hosts
echo "$(ulimit -Sn) $(ulimit -Hn)" >/open-files
grep Cpus_allowed_list /proc/self/status >/cpus
grep /dev/shm /proc/mounts >/shm
cd /sys/fs/cgroup
for file in memory.max memory/memory.limit_in_bytes cpu.weight cpu/cpu.shares cpu.max cpu/cpu.cfs_quota_us; do
  if [ -f $file ]; then cat $file; fi
done >/limits
EOF
`;

const resources: readonly ComparedBuild[] = [
  {
    name: "limits, hosts and names that steps see",
    uncached: true,
    contextFiles: { Dockerfile: limits },
    request: () => ({
      opts: {
        hostname: "box",
        "add-hosts": "one.host=1.2.3.4,two.host=::5",
        ulimit: "nofile=100:200",
        "shm-size": "2097152",
        ...{ memory: "134217728", cpushares: "512", cpuperiod: "100000", cpuquota: "50000", cpusetcpus: "0" },
        "cgroup-parent": `${cgroupParent}/e2e-limits`,
        "image-resolve-mode": "pull",
      },
    }),
    files: {
      hostname: { content: "box\n" },
      hosts: { content: "1.2.3.4\tone.host\n::5\ttwo.host\n" },
      "open-files": { content: "100 200\n" },
      cpus: { content: "Cpus_allowed_list:\t0\n" },
    },
    attested: () => [`"cgroupParent":"${cgroupParent}/e2e-limits"`, '"image.resolvemode":"pull"'],
  },
  {
    name: "no network, unless a step says otherwise",
    uncached: true,
    contextFiles: {
      Dockerfile: "FROM busybox\nRUN ls /sys/class/net >/none\nRUN --network=host ls /sys/class/net | wc -l >/host\n",
    },
    request: () => ({
      opts: { "force-network-mode": "none", "build-arg:BUILDKIT_SANDBOX_HOSTNAME": "x", "image-resolve-mode": "local" },
      allow: ["network.host"],
    }),
    files: { none: { content: "lo\n" } },
    attested: () => ['"image.resolvemode":"local"'],
  },
];

const stages = `FROM scratch AS sources
ARG URL
ADD $URL /
FROM busybox
ARG SOURCE_DATE_EPOCH
RUN echo $SOURCE_DATE_EPOCH >/seen
`;

const times: readonly ComparedBuild[] = (
  [
    ["the newest file of an archive that a stage adds", "context.tar.gz", archiveTime],
    ["the newest file of an archive by bzip2", "context.tar.bz2", archiveTime],
    ["what the server says of an archive by zstd", "dated/context.tar.zst", lastModified],
    ["the commit that a stage adds", "repository.git", commitTime],
  ] as const
).map(([name, source, created]) => ({
  name: `the time of ${name}`,
  contextFiles: { Dockerfile: stages },
  created,
  request: ({ sources }) => ({
    opts: { "build-arg:SOURCE_DATE_EPOCH": "sources", "build-arg:URL": `${sources.url}/${source}` },
  }),
  files: { seen: { content: `${created}\n` } },
}));

export const localBuilds: readonly ComparedBuild[] = [...folders, ...contexts, ...resources, ...times];
