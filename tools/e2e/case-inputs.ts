import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SshAgent, startSshAgent } from "./ssh-agent.ts";

/** What a build of a case is given beside its files, new in each run. */
export interface CaseInputs {
  /** Values of buildctl's flags. */
  readonly secrets: readonly string[];
  readonly ssh: readonly string[];
  /** SHA-256 of the secret `token`, and of `apikey`. */
  readonly tokenHash: string;
  readonly apiKeyHash: string;
  readonly keyFingerprint: string;
  /** Texts that no image may hold. */
  readonly hidden: readonly string[];
  end(): void;
}

/** Makes two secrets of random letters and an ssh agent with a new key. */
export async function makeCaseInputs(): Promise<CaseInputs> {
  const folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-inputs-"));
  const agent = await startSshAgent();
  const token = randomBytes(24).toString("hex");
  const apiKey = randomBytes(24).toString("hex");
  const files = { token: join(folder, "token"), apikey: join(folder, "apikey") };
  writeFileSync(files.token, token);
  writeFileSync(files.apikey, apiKey);
  return {
    secrets: Object.entries(files).map(([id, path]) => `id=${id},src=${path}`),
    ssh: [`default=${agent.socket}`],
    tokenHash: sha256(token),
    apiKeyHash: sha256(apiKey),
    keyFingerprint: agent.fingerprint,
    hidden: [token, apiKey, ...agent.keyTexts],
    end: () => endInputs(agent, folder),
  };
}

function endInputs(agent: SshAgent, folder: string): void {
  agent.end();
  rmSync(folder, { recursive: true, force: true });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
