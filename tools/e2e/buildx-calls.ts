import type { CommandResult } from "../run-command.ts";
import { withoutFrontendNames } from "./attestations.ts";
import type { ClientOptions } from "./build.ts";
import type { Connection } from "./connect.ts";

/** A buildx that answers for either frontend. */
export interface CallClient {
  readonly connection: Connection;
  /** The result of `buildx build ARGS`. */
  readonly build: (args: readonly string[], options: ClientOptions) => Promise<CommandResult>;
}

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `buildx build` answers with our frontend and with the reference's, whose names are taken out. */
export function askBoth(
  client: CallClient,
  context: string,
  args: readonly string[],
  env: ClientOptions["env"] = {},
): Promise<[ours: Answer, reference: Answer]> {
  const { ourImage, referenceImage } = client.connection;
  const ask = async (image: string): Promise<Answer> => {
    const chosen = ["--progress", "plain", "--build-arg", `BUILDKIT_SYNTAX=${image}`];
    const { code, stdout, stderr } = await client.build([...chosen, ...args, context], { timeoutSeconds: 60, env });
    const text = (bytes: Buffer) => withoutFrontendNames(bytes.toString(), client.connection);
    return { code, stdout: text(stdout).replace(definition, '$1"definition": {}'), stderr: text(stderr) };
  };
  return Promise.all([ask(ourImage), ask(referenceImage)]);
}

/** The definition that loaded the Dockerfile, as indented JSON: it holds the session's id. */
const definition = /^( *)"definition": \{\n[^]*?^\1\}/gm;

/** What a client says when the progress is over: the warnings, the excerpt and the error. */
export function lastWords(stderr: string): string {
  return stderr
    .split("\n")
    .filter((line) => !/^#\d+ |^time=|^$/.test(line))
    .join("\n");
}

/** The files of a call's context, by its name. */
export const callContexts = {
  described: {
    Dockerfile: `# check=skip=StageNameCasing
# VERSION is what is built.
ARG VERSION=1
# base has what all need.
FROM busybox AS base
ARG VERSION
RUN --mount=type=secret,id=token,required --mount=type=ssh,id=key true
# release is what is shipped.
FROM base AS Release
ARG LEVEL=$VERSION-x
RUN true
`,
  },
  warned: { Dockerfile: "from busybox AS one\nENV a b\nCOPY given.txt /\nCMD x\n", "given.txt": "given\n" },
  refused: { Dockerfile: "# check=error=true\nFROM busybox as one\n" },
  broken: { Dockerfile: "FROM busybox\nRUM true\n" },
} as const;

/** Arguments of `buildx build`, the context they are for, and the exit code they end with. */
export type AskedCall = readonly [context: keyof typeof callContexts, args: readonly string[], code: number];

const calls = ["check", "outline", "targets"].flatMap((call) => [`--call=${call}`, `--call=${call},format=json`]);

/** Calls that both frontends must answer alike. */
export const askedCalls: readonly AskedCall[] = [
  ["described", ["--check"], 0],
  ...calls.map((call): AskedCall => ["described", [call], 0]),
  ["described", ["--call=outline", "--target=base", "--build-arg=VERSION=2"], 0],
  ["described", ["--call=outline", "--target=relaese"], 1],
  ["described", ["--call=nothing"], 1],
  ["warned", ["--check"], 1],
  ["warned", ["--call=check,format=json"], 1],
  ["refused", ["--check"], 1],
  ["refused", ["--call=outline"], 1],
  ["broken", ["--check"], 1],
  ["broken", ["--call=check,format=json"], 1],
  ["broken", ["--call=targets,format=json"], 1],
];
