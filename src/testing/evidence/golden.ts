import { createHash } from "node:crypto";
import type { Response } from "../conformance/response.ts";

/** An answer of the protocol as it is kept and compared: aspects by name, places as `2` or `2-4`. */
export type Golden = Readonly<Record<string, unknown>>;

/** What every warning of a rule says besides its message: kept once, not with each warning. */
export interface RuleText {
  readonly description: string;
  readonly url: string;
}

interface Warning extends RuleText {
  readonly rule: string;
  readonly message: string;
  readonly ranges: readonly unknown[];
}

interface LintWarning {
  readonly ruleName: string;
  readonly detail: string;
  readonly location?: { readonly ranges?: readonly unknown[] };
}

interface Image {
  readonly config?: unknown;
  readonly history?: readonly { readonly created_by?: string; readonly empty_layer?: boolean }[];
}

interface Op {
  readonly digest: string;
  readonly op: { readonly inputs?: readonly { readonly digest: string; readonly index?: string }[] };
}

/** What is compared of a case, in this order; all but `ok` may be absent. */
const aspects = ["error", "locations", "definitionDigest", "imageDigest", "baseImageDigest", "epoch"] as const;
/** What stands for an answer in which the reference broke: nothing to follow. */
const broken = "a panic";
/** What stands for a lint report that repeats the warnings. */
const repeated = "the warnings";
const conversionParts = ["ok", "error", "definitionDigest", "imageDigest", "baseImageDigest"] as const;

/**
 * What an answer says, without what only repeats: each aspect that it has. `graph` adds the operations with their
 * progress names and the image's config, for whoever reads the golden or looks for a difference.
 */
export function goldenOf(response: Response, { graph }: { readonly graph: boolean }): Golden {
  const golden: Record<string, unknown> = { ok: response.ok };
  const put = (aspect: string, value: unknown): void => {
    if (value !== undefined) golden[aspect] = isPanic(value) ? broken : plain(value);
  };
  for (const aspect of aspects) put(aspect, response[aspect]);
  put("extraPlatforms", extraPlatforms(response));
  const warnings = (response.warnings ?? []) as readonly Warning[];
  if (warnings.length > 0) put("warnings", warnings.map(warningText));
  put("outline", response["outline"]);
  put("targets", response["targets"]);
  put("lint", lintText(response["lint"], warnings));
  put("result", response["result"]);
  if (!graph || !response.ok) return golden;
  if (response["ops"] !== undefined) put("graph", graphOf(response));
  put("config", imageOf(response).config);
  put("history", imageOf(response).history?.map(historyText));
  return golden;
}

/** What the rules of an answer's warnings say of themselves. */
export function ruleTexts(response: Response): ReadonlyMap<string, RuleText> {
  const warnings = (response.warnings ?? []) as readonly Partial<Warning>[];
  return new Map(warnings.map(({ rule = "", description = "", url = "" }) => [rule, { description, url }] as const));
}

/** The names of the aspects in which two goldens differ. */
export function differences(left: Golden, right: Golden): readonly string[] {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  const compared = [...names].filter((name) => left[name] !== broken && right[name] !== broken);
  return compared.filter((name) => JSON.stringify(sorted(left[name])) !== JSON.stringify(sorted(right[name])));
}

/** Whether the reference broke in any aspect. */
export function isBroken(golden: Golden): boolean {
  return Object.values(golden).includes(broken);
}

/** The SHA-256 digest of a golden in hex, the same for the same answer. */
export function fingerprint(golden: Golden): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(golden)))
    .digest("hex");
}

function isPanic(value: unknown): boolean {
  return typeof value === "object" && value !== null && "panic" in value;
}

function warningText({ rule, message, ranges }: Warning): readonly unknown[] {
  return [rule, message, ranges];
}

/** The lint report, in words where it only repeats the warnings. */
function lintText(lint: unknown, warnings: readonly Warning[]): unknown {
  if (typeof lint !== "object" || lint === null || !("warnings" in lint)) return lint;
  const { warnings: found, sources, ...others } = lint as { readonly warnings: unknown; readonly sources?: unknown };
  const list = (found ?? []) as readonly LintWarning[];
  const texts = list.map(({ ruleName, detail, location }) => [ruleName, detail, location?.ranges ?? []]);
  const repeats = sources === null && Object.keys(others).length === 0;
  if (repeats && JSON.stringify(plain(texts)) === JSON.stringify(plain(warnings.map(warningText)))) return repeated;
  return { warnings: texts, ...(sources === null ? {} : { sources }), ...others };
}

function extraPlatforms({ extraPlatforms: platforms }: Response): unknown {
  if (!Array.isArray(platforms)) return undefined;
  return (platforms as readonly Record<string, unknown>[]).map((platform) =>
    Object.fromEntries(conversionParts.map((name) => [name, platform[name]])),
  );
}

/**
 * Each operation under the progress name that a user sees, inputs by their place in this list (`3.1` for a second
 * output); without the last, which only names the result, and without what all have.
 */
function graphOf(response: Response): unknown {
  const metadata = (response["metadata"] ?? {}) as Record<string, { description?: Record<string, string> }>;
  const ops = response["ops"] as readonly Op[];
  const places = new Map(ops.map(({ digest }, place) => [digest, place]));
  return ops.slice(0, -1).map(({ digest, op }) => {
    const { inputs = [], ...rest } = op;
    const from = inputs.map((input) => `${places.get(input.digest)}${input.index ? `.${input.index}` : ""}`);
    const shown = Object.entries(rest).filter(([name, value]) => name !== "constraints" || !isEmpty(value));
    return [metadata[digest]?.description?.["llb.customname"] ?? "", from.join(" "), Object.fromEntries(shown)];
  });
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function imageOf(response: Response): Image {
  return (response["image"] ?? {}) as Image;
}

function historyText({ created_by = "", empty_layer = false }: NonNullable<Image["history"]>[number]): string {
  return `${empty_layer ? "(no layer) " : ""}${created_by}`;
}

/** As JSON has it, with places in short; an absent member is none. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const place = placeOf(value as Record<string, unknown>);
  if (place !== undefined) return place;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, plain(member)]));
}

/** `2` or `2-4` for the lines of a range, undefined for what is none or has characters. */
function placeOf(value: Record<string, unknown>): string | undefined {
  if (Object.keys(value).length !== 2) return undefined;
  const lines = [value["start"], value["end"]].map((end) => {
    const { line, character = 0, ...others } = (end ?? {}) as Record<string, unknown>;
    return character === 0 && Object.keys(others).length === 0 && typeof line === "number" ? line : undefined;
  });
  const [start, end] = lines;
  if (start === undefined || end === undefined) return undefined;
  return start === end ? String(start) : `${start}-${end}`;
}

/** With members in the order of their names: their order says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
}
