/** One vertex of a build, as the last of the daemon's reports has it. */
export interface ProgressVertex {
  readonly digest: string;
  readonly name: string;
  readonly inputs?: readonly string[];
  readonly cached?: boolean;
  /** RFC 3339; absent while it waits. */
  readonly started?: string;
  readonly completed?: string;
  readonly error?: string;
}

export interface ProgressWarning {
  readonly vertex: string;
  /** Base64. */
  readonly short: string;
  /** The file that it is about. */
  readonly sourceInfo?: Readonly<Record<string, unknown>>;
  readonly [name: string]: unknown;
}

/** What `--progress=rawjson` told of one build. */
export interface Progress {
  /** In the order of their first report. */
  readonly vertices: readonly ProgressVertex[];
  /** What the steps wrote to stdout and stderr, by the digest of their vertex. */
  readonly logs: ReadonlyMap<string, string>;
  readonly warnings: readonly ProgressWarning[];
  /** What each vertex said it was busy with ("resolve docker.io/...", "extracting sha256:..."), by its digest. */
  readonly activities: ReadonlyMap<string, readonly string[]>;
}

interface Report {
  readonly vertexes?: readonly ProgressVertex[];
  readonly logs?: readonly { readonly vertex: string; readonly data?: string }[];
  readonly statuses?: readonly { readonly vertex: string; readonly id: string }[];
  readonly warnings?: readonly ProgressWarning[];
}

/** What libraries of the client log, such as that a file system lacks something. */
const clientLog = /^time="[^"]*" level=/;

/** The progress in a client's stderr, and the rest of it: what it says to the user. */
export function readProgress(stderr: string): { readonly progress: Progress; readonly message: string } {
  const vertices = new Map<string, ProgressVertex>();
  const logs = new Map<string, string>();
  const activities = new Map<string, string[]>();
  const warnings: ProgressWarning[] = [];
  const rest: string[] = [];
  for (const line of onePerLine(stderr).split("\n")) {
    const report = parseReport(line);
    if (report === undefined && !clientLog.test(line)) rest.push(line);
    for (const vertex of report?.vertexes ?? [])
      vertices.set(vertex.digest, { ...vertices.get(vertex.digest), ...vertex });
    for (const { vertex, data = "" } of report?.logs ?? []) {
      logs.set(vertex, (logs.get(vertex) ?? "") + Buffer.from(data, "base64").toString("utf8"));
    }
    for (const { vertex, id } of report?.statuses ?? []) {
      activities.set(vertex, [...(activities.get(vertex) ?? []), id]);
    }
    warnings.push(...(report?.warnings ?? []));
  }
  return {
    progress: { vertices: [...vertices.values()], logs, warnings, activities },
    message: rest.join("\n").trim(),
  };
}

/** What all steps whose name holds this text wrote. */
export function logsOf(progress: Progress, partOfName: string): string {
  const digests = progress.vertices.filter((one) => one.name.includes(partOfName)).map((one) => one.digest);
  return digests.map((digest) => progress.logs.get(digest) ?? "").join("");
}

/**
 * The different names of a build's steps, sorted: the daemon reports them as they come. It names a step that two
 * platforms share after the one that came first. Sources are left out: each goes by the name that any build at the time
 * gave it, maybe another test's, and may be reported under both.
 */
export function stepNames({ vertices }: Progress): string[] {
  const names = vertices.map((vertex) => vertex.name.replace(/^\[linux\/\S+ /, "["));
  return [...new Set(names)].filter((name) => !noStep.test(name) && !source.test(name)).sort();
}

const noStep = /^(docker-image:|resolve image config for |exporting )/;
const source = /^((\[[^\]]*\] )?FROM |\[context \S+\] \S+$)/;

// Not steps of the Dockerfile: what reads the request, loads the frontend's own image, or writes the result. A build for
// several platforms says "[linux/arm64 internal]".
const neverCached =
  /^(\[(\S+ )?(internal\]|context )|\[auth\]|resolve image config for |docker-image:\/\/|exporting |importing cache |sending )/;

/** The names of the Dockerfile's steps that ran, rather than came from the cache. */
export function stepsThatRan(progress: Progress): string[] {
  return progress.vertices
    .filter((one) => one.started !== undefined && one.cached !== true && !onlyResolved(progress, one))
    .map((one) => one.name)
    .filter((name) => !neverCached.test(name));
}

// The daemon looks up an image's digest each time; it calls the FROM cached only where a later step needed its files.
function onlyResolved(progress: Progress, vertex: ProgressVertex): boolean {
  const activities = progress.activities.get(vertex.digest) ?? [];
  return /(^| )FROM /.test(vertex.name) && activities.every((id) => id.startsWith("resolve "));
}

/** Throws, naming them, where steps of the Dockerfile ran rather than came from the cache. */
export function assertAllCached(progress: Progress): void {
  const ran = stepsThatRan(progress);
  if (ran.length > 0) throw new Error(`not from the cache: ${ran.join("; ")}`);
}

// The first buildx with this kind of progress breaks each report into lines, indented but for its brackets.
function onePerLine(stderr: string): string {
  return stderr.replace(/^\{\n(?: .*\n)*\}$/gm, (report) => report.replaceAll("\n", ""));
}

function parseReport(line: string): Report | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Report;
  } catch {
    return undefined;
  }
}
