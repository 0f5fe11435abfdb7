import type { CaseInputs } from "./case-inputs.ts";

/** What a file of the image must be like; what is absent may be anything. */
export interface ExpectedFile {
  readonly content?: string;
  readonly type?: string;
  /** "0755" */
  readonly mode?: string;
  /** "33:8" */
  readonly owner?: string;
  readonly linkTarget?: string;
}

/** What is to come of a build. */
export interface Outcome {
  /** The platforms of its images; by default one image for the daemon's own. */
  readonly platforms?: readonly string[];
  /** Stages that must not run. */
  readonly unreachable?: readonly string[];
  readonly files?: Readonly<Record<string, ExpectedFile>>;
  readonly absentFiles?: readonly string[];
  /** Members of the image's `config`. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** A program whose ELF machine must be that of the image. */
  readonly program?: string;
}

/** One folder of testdata/e2e: a Dockerfile and its context, how it is built, and what is to come of it. */
export interface EndToEndCase extends Outcome {
  readonly name: string;
  /** Frontend opts: `target`, `platform`, `build-arg:NAME`, ... */
  readonly opts?: Readonly<Record<string, string>>;
  /** Folders of the case by the name of their named context. */
  readonly namedContexts?: Readonly<Record<string, string>>;
  /** Texts that steps print in each build. */
  readonly logs?: (inputs: CaseInputs) => readonly string[];
  /** A text that a step prints when its cache mounts hold what a build with the other frontend left. */
  readonly logOfUsedCache?: string;
}

/** In the order of their names; a test compares them with the folders. */
export const cases: readonly EndToEndCase[] = [
  {
    name: "add-archive",
    files: {
      "unpacked/bin/tool": { mode: "0755", owner: "11:22" },
      "unpacked/bin/alias": { type: "symlink", linkTarget: "tool" },
      "unpacked/etc": { mode: "1777" },
      "several/plain.txt": { content: "plain\n" },
      "several/etc/conf": { mode: "0600" },
      "as-it-is.tar.gz": { type: "file" },
      "copied.tar.gz": { type: "file" },
      "owned/bin/tool": { owner: "3:4" },
      "folder/sub/y.txt": { content: "y\n" },
      "wildcard/x.txt": { content: "x\n" },
      "wildcard/not-an-archive.tar": { content: "no archive, whatever it is called\n" },
    },
  },
  {
    name: "bind-mounts",
    files: {
      "context-seen.txt": { content: "from the context\nread-only\n" },
      "part-seen.txt": { content: "from the context\nfrom the context\n" },
      "stage-seen.txt": { content: "from a stage\nfrom a stage\n" },
      "image-seen.txt": { content: "from an image\n" },
      "expanded-seen.txt": { content: "from a stage\n" },
    },
  },
  {
    name: "cache-mount",
    logOfUsedCache: "found what an earlier build left\n",
    files: {
      "seed-seen.txt": { content: "the stage's file\n" },
      "owned-seen.txt": { content: "33:8 750\n" },
      "readonly-seen.txt": { content: "read-only\n" },
    },
  },
  {
    name: "copy-owners",
    files: {
      "by-name/script.sh": { owner: "33:8" },
      "by-user/script.sh": { owner: "37:37" },
      "by-id/script.sh": { owner: "1234:5678" },
      "by-uid/script.sh": { owner: "77:77" },
      "tree/b/two.md": { owner: "33:4321", mode: "0640" },
      "modes/octal/data.bin": { mode: "0755", owner: "0:0" },
      "modes/symbolic/b/two.md": { mode: "0755" },
      "kept/b/two.md": { mode: "4711", owner: "12:34" },
      "kept/symbolic": { type: "symlink", linkTarget: "a/one.txt" },
      "linked/tree/one.txt": { owner: "9:10", mode: "0700" },
      "links/pointer": { type: "symlink", linkTarget: "file.txt" },
      "links/dangling": { type: "symlink", linkTarget: "/nowhere/at/all" },
      "followed.txt": { type: "file", content: "pointed-at\n" },
      "parents/deep/a.txt": { content: "a\n" },
      "excluded/deep/a.txt": { content: "a\n" },
      "quoted name/name with space.txt": { content: "s\n" },
      "added/script.sh": { owner: "65534:65534" },
    },
    absentFiles: ["parents/nested/deep/a.txt", "excluded/readme.md", "excluded/c.txt"],
  },
  {
    name: "cross-go",
    opts: { platform: "linux/amd64,linux/arm64" },
    platforms: ["linux/amd64", "linux/arm64"],
    program: "usr/bin/greet",
    files: { "usr/bin/greet": { mode: "0555" } },
    config: { User: "65532:65532", Entrypoint: ["/usr/bin/greet"] },
  },
  {
    name: "heredocs",
    files: {
      "run/plain.txt": { content: "hello world from /bin/sh\nline 1\nline 2\n" },
      "run/shebang.txt": { content: "hello world 2 $NAME\n" },
      "run/tabs.txt": { content: "tabs are stripped\n" },
      "run/two.txt": { content: "first world\nsecond\n" },
      "run/fd.txt": { content: "through a file descriptor\n" },
      "copied/EXPANDED": { content: "to everyone and nobody $ELSE\n" },
      "copied/KEPT": { content: "to $NAME\n" },
      "copied/script.sh": { content: '#!/bin/sh\necho "$NAME"\n', mode: "0750", owner: "5:6" },
      "copied/added.txt": { content: "everyone\n" },
    },
  },
  {
    name: "ignore-file",
    files: {
      "all/keep/b.log": { content: "2\n" },
      "all/sub/anchored/yes": { content: "7\n" },
      "all/important.tmp": { content: "12\n" },
      "all/deep/a/b/leaf10": { content: "14\n" },
      "logs/b.log": { content: "2\n" },
      "wild/secret-not.txt": { content: "5\n" },
    },
    absentFiles: [
      ...[
        "all/a.log",
        "all/sub/c.log",
        "all/secret",
        "wild/secret",
        "all/anchored",
        "all/vendored",
        "all/sub/vendored",
      ],
      ...["all/spaced", "all/junk.tmp", "all/deep/a/b/leaf1", "all/Dockerfile", "all/.dockerignore"],
    ],
  },
  {
    name: "image-config",
    config: {
      Env: [
        "PATH=/opt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        ...["BASE_ONLY=from the base", "APP_VERSION=1.2.3", "QUOTED=a b", "ESCAPED=a$b", "LEGACY=single $VERSION"],
        "SPACES=with   inner  spaces",
      ],
      Labels: {
        ...{ base: "yes", overwritten: "yes", "key with space": "v" },
        "org.opencontainers.image.version": "1.2.3",
        "org.opencontainers.image.title": 'An "image"',
      },
      ExposedPorts: Object.fromEntries(
        ["1000/tcp", "80/tcp", "443/tcp", "5000/udp", "5001/udp", "5002/udp", "9000/tcp"].map((port) => [port, {}]),
      ),
      Volumes: { "/base-data": {}, "/data": {}, "/var/1.2.3": {}, "/json one": {}, "/json-two": {} },
      WorkingDir: "/srv/app/1.2.3",
      User: "www-data:mail",
      StopSignal: "9",
      Shell: ["/bin/sh", "-e", "-c"],
      Entrypoint: ["/bin/sh", "-e", "-c", "exec app --version $VERSION"],
      Cmd: ["/bin/sh", "-e", "-c", "serve"],
      Healthcheck: {
        Test: ["CMD", "/bin/check", "now"],
        ...{ Interval: 30e9, Timeout: 3e9, StartPeriod: 90e9, StartInterval: 5e8, Retries: 5 },
      },
    },
    files: { "tmp/shell.txt": { owner: "33:8" } },
  },
  {
    name: "named-contexts",
    opts: { "context:busybox:pinned": "docker-image://docker.io/library/busybox:latest" },
    namedContexts: { assets: "assets" },
    files: {
      "assets/logo.txt": { owner: "1:2", content: "logo\n" },
      "everything/sub/s.txt": { content: "s\n" },
      "made.txt": { content: "made by BusyBox\n" },
    },
  },
  {
    name: "network-none",
    files: { "interfaces.txt": { content: "lo\n" }, "reach.txt": { content: "unreachable\n" } },
  },
  {
    name: "npm-build",
    files: {
      "app/dist/words.json": { content: '["echo","one word","and","$HOME"]\n', owner: "1000:1000" },
      "app/node_modules/shell-quote/package.json": { owner: "1000:1000" },
    },
    config: { User: "1000", WorkingDir: "/app" },
  },
  {
    name: "secrets",
    logs: ({ tokenHash, apiKeyHash }) => [
      ...[`token ${tokenHash}`, "default 0:0 400", `target ${tokenHash}`, "target 33:8 440"],
      `env ${apiKeyHash}`,
    ],
    files: { "absent.txt": { content: "no such secret\n" }, "clean.txt": { content: "clean\n" } },
  },
  {
    name: "ssh-agent",
    logs: ({ keyFingerprint }) => [keyFingerprint, "default 600", "target 33:8 666"],
    files: { "clean.txt": { content: "clean\n" } },
  },
  {
    name: "target-and-args",
    opts: { target: "release", "build-arg:FLAVOUR": "spicy", "build-arg:LEVEL": "7", "label:level": "from the client" },
    unreachable: ["debug"],
    files: { "flavour.txt": { content: "spicy\n" }, "args.txt": { content: "spicy 7 [] |\n" } },
    config: {
      Env: [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        ...["FLAVOUR_LEVEL=spicy-7", "DEFAULTED=none", "SET=yes", "STRIPPED=spicy", "REPLACED=hot-7"],
        "UPPER=kept as it is",
      ],
      Labels: { level: "from the client" },
    },
  },
  {
    name: "tmpfs",
    files: {
      "size.txt": { content: "size=1024k\n" },
      "limit.txt": { content: "full\n" },
      "after.txt": { content: "nothing left\n" },
      "relative.txt": { content: "1\n" },
    },
  },
  {
    name: "unreachable-stages",
    unreachable: ["broken", "broken-too"],
    files: {
      "base.txt": { content: "base\n" },
      "left.txt": { content: "left\n" },
      "right.txt": { content: "right\n" },
    },
  },
  {
    name: "web-app",
    opts: { "build-arg:VERSION": "1.0" },
    unreachable: ["test"],
    program: "server",
    files: {
      server: { mode: "0555" },
      "etc/passwd": { content: "app:x:65532:65532:the server:/:/sbin/nologin\n" },
    },
    config: {
      User: "app",
      Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "ADDRESS=:8080"],
    },
  },
  {
    name: "workdir-user",
    files: {
      "as-root/deep": { owner: "0:0", mode: "0755" },
      "as-user/deep": { owner: "33:33", mode: "0755" },
      "as-user/deep/copied-by-root.txt": { owner: "0:0" },
      "open/ids.txt": { content: "37\n8\n0022\n/var /open\n" },
      "open/4711.txt": { content: "4711\n0\n" },
      "relative/path": { owner: "4711:4711" },
      "tmp/both.txt": { content: "12\n34\n/relative/path\n" },
    },
    config: { WorkingDir: "/relative/path", User: "12:34" },
  },
];
