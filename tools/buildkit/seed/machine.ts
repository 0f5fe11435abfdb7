import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../failure.ts";
import { findProgram } from "../../find-program.ts";
import { messages } from "../../messages.ts";
import { runCommand } from "../../run-command.ts";
import type { GoToolchain } from "../go-programs.ts";

/** What base images take over from this machine, so that package clients work inside RUN as they do outside. */
export interface Machine {
  /** As platforms name it: "amd64". */
  readonly architecture: string;
  readonly go: GoToolchain;
  /** The path of its bundle of CA certificates. */
  readonly caBundle: string;
  /** Environment of every base image with package clients. */
  readonly env: Readonly<Record<string, string>>;
  /** Settings of apt, in the syntax of apt.conf. */
  readonly aptConfig: string;
  /** The URL of its mirror of Debian; empty for the one that debootstrap takes by itself. */
  readonly debianMirror: string;
}

/** Where Debian's programs look for CA certificates, in the images too. */
export const caBundleInImage = "/etc/ssl/certs/ca-certificates.crt";

const caVariables = [
  "SSL_CERT_FILE",
  "NODE_EXTRA_CA_CERTS",
  "CURL_CA_BUNDLE",
  "GIT_SSL_CAINFO",
  "PIP_CERT",
  "REQUESTS_CA_BUNDLE",
];
const proxyVariables = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];
const goDefaults: Readonly<Record<string, string>> = {
  GOPROXY: "",
  GOSUMDB: "",
  GONOSUMDB: "",
  GOPRIVATE: "",
  GOINSECURE: "",
};

/** Reads what base images take over from this machine; a Failure where it has no CA certificates. */
export async function readMachine(go: GoToolchain): Promise<Machine> {
  return {
    architecture: go.env["GOARCH"] ?? "amd64",
    go,
    caBundle: findCaBundle(),
    env: imageEnvironment(go),
    aptConfig: await readAptConfig(),
    debianMirror: findDebianMirror(),
  };
}

function findCaBundle(): string {
  const candidates = [
    process.env["SSL_CERT_FILE"] ?? "",
    caBundleInImage,
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
  ];
  const found = candidates.find((path) => path !== "" && existsSync(path));
  if (found === undefined) throw new Failure(messages.noCaBundle());
  return found;
}

function imageEnvironment(go: GoToolchain): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of caVariables) if (process.env[name]) env[name] = caBundleInImage;
  for (const name of proxyVariables) {
    const value = process.env[name];
    if (value) env[name] = value;
  }
  // npm tells the scripts that it runs what differs from its defaults.
  const npmRegistry = process.env["npm_config_registry"];
  if (npmRegistry) env["npm_config_registry"] = npmRegistry;
  for (const [name, standard] of Object.entries(goDefaults)) {
    const value = go.env[name] ?? standard;
    if (value !== standard) env[name] = value;
  }
  return env;
}

// Only how it fetches (proxies, checks of dates), not what a package on this machine asked for.
async function readAptConfig(): Promise<string> {
  const program = findProgram("apt-config");
  if (program === undefined) return "";
  const dump = await runCommand(program, ["dump"], { timeoutSeconds: 20 });
  const lines = dump.stdout.toString("utf8").split("\n");
  return lines
    .map((line) => `${line}\n`)
    .filter((line) => /^Acquire::(Check-|https?::)/.test(line))
    .join("");
}

/** The URL of the mirror that this machine's apt installs Debian from; empty where it names none. */
export function findDebianMirror(): string {
  const folder = "/etc/apt/sources.list.d";
  const files = [
    "/etc/apt/sources.list",
    ...(existsSync(folder) ? readdirSync(folder).sort() : []).map((name) => join(folder, name)),
  ];
  const text = files
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const urls =
    text
      .split("\n")
      .filter((line) => /^(deb |URIs:)/.test(line))
      .join(" ")
      .match(/https?:\/\/\S+/g) ?? [];
  return urls.find((url) => /\/debian\/?$/.test(url)) ?? "";
}
