import type { Environment, ExpandOptions } from "../dockerfile/words/environment.ts";
import { expandWord } from "../dockerfile/words/expand-word.ts";
import { toUpper } from "../go/letter-case.ts";
import { trimSpace } from "../go/space.ts";
import type { Platform } from "../oci/platform.ts";
import { formatPlatformFully, normalizePlatform, parsePlatform } from "../oci/platform.ts";

/** Where a stage's progress names stand. */
export interface ProgressCounter {
  readonly stageName: string;
  readonly total: number;
  /** The platform of the compiling machine, for what platform names leave out. */
  readonly host: Platform;
  /** Steps named so far. */
  index: number;
}

/** What a progress name is made of besides its counter. */
export interface ProgressText {
  readonly text: string;
  /** The step's own platform, where names carry platforms. */
  readonly platform?: Platform;
  readonly env: Environment;
  readonly triggered: boolean;
}

/**
 * `[linux/amd64->arm64 build 2/5] RUN make` and the next count; the bare text for a stage without steps.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go prefixCommand
 */
export function nextProgressName(counter: ProgressCounter, { text, platform, env, triggered }: ProgressText): string {
  if (counter.total === 0) return text;
  counter.index += 1;
  const platforms =
    platform === undefined ? "" : `${formatPlatformFully(platform)}${crossTarget(platform, env, counter.host)} `;
  const stage = counter.stageName === "" ? "" : `${counter.stageName} `;
  const total = String(counter.total);
  const index = String(counter.index).padStart(total.length);
  return `[${platforms}${stage}${index}/${total}] ${triggered ? "ONBUILD " : ""}${text}`;
}

/** What stands behind the platform of a step that compiles for another one: `->arm64`. */
function crossTarget(base: Platform, env: Environment, host: Platform): string {
  const named = targetOf(env, host);
  if (named === undefined) return "";
  const os = named.os === "" ? base.os : named.os;
  const architecture = named.architecture === "" ? base.architecture : named.architecture;
  const target = normalizePlatform({ ...named, os, architecture }, host);
  if (target.os !== base.os) return `->${formatPlatformFully(target)}`;
  if (target.architecture === base.architecture) return "";
  return `->${target.architecture}${target.variant === "" ? "" : `/${target.variant}`}`;
}

/** The platform that TARGET* variables of the environment name; the first valid TARGETPLATFORM wins. */
function targetOf(env: Environment, host: Platform): Platform | undefined {
  const parts = { os: "", architecture: "", variant: "", osVersion: "", osFeatures: [] };
  let found = false;
  for (const key of env.keys()) {
    if (key === "TARGETPLATFORM") {
      const platform = platformOrNothing(env.get(key) ?? "", host);
      if (platform !== undefined) return platform;
    } else if (key === "TARGETOS") {
      parts.os = env.get(key) ?? "";
      found = true;
    } else if (key === "TARGETARCH") {
      parts.architecture = env.get(key) ?? "";
      found = true;
    } else if (key === "TARGETVARIANT") {
      parts.variant = env.get(key) ?? "";
      found = true;
    }
  }
  return found ? parts : undefined;
}

function platformOrNothing(text: string, host: Platform): Platform | undefined {
  try {
    return parsePlatform(text, host);
  } catch {
    return undefined;
  }
}

/** An instruction's text as progress shows it: keyword in capitals, variables replaced where that is possible. */
export function progressText(code: string, env: Environment, options: ExpandOptions): string {
  const text = expandedOrAsIs(code, env, options);
  const blank = text.indexOf(" ");
  return blank === -1 ? toUpper(text) : toUpper(text.slice(0, blank)) + text.slice(blank);
}

function expandedOrAsIs(code: string, env: Environment, options: ExpandOptions): string {
  try {
    return expandWord(code, env, options).value;
  } catch {
    return code;
  }
}

/** The first line of a heredoc's body, with `...` where there is more. */
export function summarizeHeredoc(body: string): string {
  const lines = trimSpace(body).replaceAll("\r\n", "\n").split("\n");
  return lines.length > 1 ? `${lines[0]}...` : (lines[0] ?? "");
}
