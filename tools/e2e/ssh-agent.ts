import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { runStep } from "../run-command.ts";

/** A running ssh-agent with one new key. */
export interface SshAgent {
  readonly socket: string;
  /** Of its key, as `ssh-add -l` prints it: "SHA256:...". */
  readonly fingerprint: string;
  /** Lines of the private key and the public key's bytes in Base64: what must not get into an image. */
  readonly keyTexts: readonly string[];
  end(): void;
}

/** Starts an agent and gives it an Ed25519 key. Its socket lies in /tmp: a socket's path must be short. */
export async function startSshAgent(): Promise<SshAgent> {
  const folder = mkdtempSync("/tmp/dockerfile-llb-ssh-");
  const socket = join(folder, "agent.sock");
  const key = join(folder, "key");
  const agent = spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" });
  const end = () => {
    agent.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const bound = { timeoutSeconds: 30 };
    await runStep("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "e2e", "-f", key], {
      what: "ssh-keygen",
      ...bound,
    });
    for (let tries = 0; !existsSync(socket) && tries < 100; tries++) await wait(100);
    await runStep("ssh-add", ["-q", key], { what: "ssh-add", env: { SSH_AUTH_SOCK: socket }, ...bound });
    const listed = await runStep("ssh-keygen", ["-l", "-f", `${key}.pub`], { what: "ssh-keygen -l", ...bound });
    return { socket, fingerprint: listed.split(" ")[1] ?? "", keyTexts: keyTexts(key), end };
  } catch (error) {
    end();
    throw error;
  }
}

function keyTexts(key: string): string[] {
  const [, publicKey = ""] = readFileSync(`${key}.pub`, "utf8").split(" ");
  // The first lines of every private key are the same.
  const lines = readFileSync(key, "utf8").split("\n");
  return [publicKey, ...lines.filter((line) => line !== "" && !line.startsWith("-----")).slice(1)];
}
