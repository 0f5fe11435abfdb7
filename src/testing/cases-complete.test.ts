import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { flagSchemas, keywords } from "../dockerfile/ast/instructions.ts";
import * as ignore from "../dockerfile/ignore/messages.ts";
import * as dockerfile from "../dockerfile/messages.ts";
import { mountKeys, mountTypes } from "../dockerfile/parse/mount.ts";
import { messages as frontend } from "../frontend/messages.ts";
import { optGroups } from "../frontend/options/config.ts";
import { subrequests } from "../frontend/subrequest/index.ts";
import * as go from "../go/messages.ts";
import { messages as lint } from "../lint/messages.ts";
import { rules } from "../lint/rules/index.ts";
import { messages as lower } from "../lower/messages.ts";
import { predefinedArgs } from "../lower/platform-settings.ts";
import * as oci from "../oci/messages.ts";
import { platform } from "../oci/platform.ts";
import * as sources from "../sources/messages.ts";
import { fns } from "./conformance/answer-fn.ts";
import { frontendOpts } from "./conformance/frontend-opts.ts";
import { dockerfileOf } from "./conformance/scripted-daemon.ts";
import { caseAreas, readCases, readGoldens, readReference, testdata } from "./evidence/case-library.ts";
import type { Golden } from "./evidence/golden.ts";
import { messagePattern, textsOf } from "./evidence/message-pattern.ts";

const areas = caseAreas();
const cases = areas.flatMap((area) => {
  const goldens = readGoldens(area);
  return readCases(area).map(({ id, request }) => ({
    area,
    name: id.slice(area.length + 1),
    request,
    lines: Buffer.from(dockerfileOf(request)).toString("utf8").split("\n"),
    golden: goldens.get(id) ?? ({} as Golden),
  }));
});

const filesOf = (folder: string): string[] =>
  areas.filter((area) => area.startsWith(`${folder}/`)).map((area) => basename(area));

describe("the project's cases cover", () => {
  test("every instruction, one file each", () => {
    expect(filesOf("instructions")).toEqual([...keywords]);
  });

  const flags = keywords.flatMap((keyword) =>
    Object.entries(flagSchemas[keyword] ?? {}).map(([flag, kind]) => [keyword, flag, kind] as const),
  );
  test.each(flags)("%s --%s with values, without, twice and refused", (keyword, flag, kind) => {
    const own = cases.filter(({ area }) => area === `instructions/${keyword}` || area.startsWith("mounts/"));
    const uses = new RegExp(`^(?:ONBUILD )?${keyword} (?:.* )?--${flag}(?:[ =]|$)`, "im");
    const used = own.filter(({ lines }) => lines.some((line) => uses.test(line)));
    const errors = used.map(({ golden }) => golden["error"]).filter((error) => typeof error === "string");
    const said = (text: string): boolean => errors.some((error) => error.includes(text));
    expect(used.some(({ golden }) => golden["ok"] === true)).toBe(true);
    expect(said(`missing a value on flag: --${flag}`)).toBe(true);
    if (kind !== "strings") expect(said(`duplicate flag specified: --${flag}`)).toBe(true);
    if (kind === "bool") expect(said(`expecting boolean value for flag --${flag}, not: `)).toBe(true);
  });

  test.each(mountTypes.flatMap((type) => mountKeys.map((key) => [type, key] as const)))(
    "RUN --mount of type %s with the key %s",
    (type, key) => {
      const mounts = cases
        .filter(({ area }) => area.startsWith("mounts/"))
        .flatMap(({ lines }) => lines.flatMap((line) => line.match(/--mount=\S+/g) ?? []));
      const typed = mounts.filter((mount) => (/type=(\w*)/i.exec(mount)?.[1] ?? "bind").toLowerCase() === type);
      expect(typed.some((mount) => new RegExp(`[=,]${key}(?:[,=]|$)`).test(mount))).toBe(true);
    },
  );

  test("every lint rule, one file each", () => {
    expect(
      filesOf("lint")
        .filter((name) => name !== "check")
        .sort(),
    ).toEqual(rules.map(({ name }) => name).sort());
  });

  test.each(rules.map(({ name, description, url }) => [name, { description, url }] as const))(
    "%s: it fires, it does not, and it can be left out",
    (name, text) => {
      const own = cases.filter(({ area }) => area === `lint/${name}`);
      const fires = ({ golden }: { golden: Golden }): boolean =>
        ((golden["warnings"] ?? []) as readonly (readonly unknown[])[]).some(([rule]) => rule === name);
      const titled = (title: string) => own.filter((each) => each.name.startsWith(title)).map(fires);
      expect([...new Set(titled("fires"))]).toEqual([true]);
      expect([...new Set(titled("does not fire"))]).toEqual([false]);
      expect(titled("skipped").length).toBeGreaterThan(0);
      expect(readReference().rules[name]).toEqual(text);
    },
  );

  test("every frontend opt", () => {
    const given = new Set(cases.flatMap(({ request }) => [...frontendOpts(request).keys()]));
    const isGiven = (key: string): boolean =>
      /[:_]$/.test(key) ? [...given].some((name) => name.startsWith(key)) : given.has(key);
    expect(optGroups.flatMap(({ keys }) => keys).filter((key) => !isGiven(key))).toEqual([]);
  });

  test("every subrequest", () => {
    const asked = cases.filter(({ request }) => request.mode === "frontend");
    const names = new Set(asked.map(({ request }) => request.opts?.attrs?.["requestid"]));
    expect(subrequests.map(({ description }) => description.name).filter((name) => !names.has(name))).toEqual([]);
  });

  test("every single function", () => {
    const asked = new Set(cases.map(({ request }) => request.fn));
    expect(Object.keys(fns).filter((name) => !asked.has(name))).toEqual([]);
  });

  test("every predefined ARG", () => {
    const linux = platform("linux", "amd64");
    const settings = { target: linux, build: [linux] as const, implicitTarget: true, host: linux };
    const names = predefinedArgs(settings, new Map(), "").keys();
    const text = cases.filter(({ area }) => area === "arguments/predefined").flatMap(({ lines }) => lines);
    const missing = names.filter((name) => !text.some((line) => line.includes(name)));
    expect(names.length).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });
});

describe("messages", () => {
  const rooms = { go, oci, sources, dockerfile, "dockerfile/ignore": ignore, lower, lint, frontend };
  const texts = [...new Set(cases.flatMap(({ golden }) => textsOf(golden)))];
  const unshown: ReadonlyMap<string, string> = new Map(
    readFileSync(join(testdata, "messages-without-case.txt"), "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => line.split("\t") as [name: string, reason: string]),
  );
  const isShown = (sentence: unknown): boolean => {
    const pattern = messagePattern(sentence);
    return pattern !== undefined && texts.some((text) => pattern.test(text));
  };

  test.each(Object.entries(rooms))(
    "of src/%s are shown by a case, or listed with the reason why none can",
    (room, list) => {
      const names = Object.entries(list).map(([name, sentence]) => [`${room} ${name}`, sentence] as const);
      expect(
        names.filter(([name, sentence]) => !unshown.has(name) && !isShown(sentence)).map(([name]) => name),
      ).toEqual([]);
      expect(names.filter(([name, sentence]) => unshown.has(name) && isShown(sentence)).map(([name]) => name)).toEqual(
        [],
      );
      const known = new Set<string>(names.map(([name]) => name));
      const listed = [...unshown.keys()].filter((name) => name.slice(0, name.lastIndexOf(" ")) === room);
      expect(listed.filter((name) => !known.has(name))).toEqual([]);
    },
  );

  test("that no case shows have a reason", () => {
    expect([...unshown].filter(([, reason]) => (reason ?? "") === "").map(([name]) => name)).toEqual([]);
  });

  test("of every lint rule are shown by a case", () => {
    expect(rules.filter(({ message }) => !isShown(message)).map(({ name }) => name)).toEqual([]);
  });
});
