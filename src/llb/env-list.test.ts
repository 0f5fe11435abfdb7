import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { suggest } from "../go/suggest.ts";
import { EnvList } from "./env-list.ts";

describe("a list of environment variables", () => {
  it("has each variable where it was set last", () => {
    const list = EnvList.of([
      ["A", "1"],
      ["B", "2"],
      ["A", "3"],
    ]);
    expect(list.toArray()).toEqual(["B=2", "A=3"]);
  });

  it("does not change when others are made of it", () => {
    const first = EnvList.empty.addOrReplace("A", "1");
    const second = first.addOrReplace("B", "2");
    const branch = first.addOrReplace("C", "3").delete("A");
    expect([first, second, branch].map((list) => list.toArray())).toEqual([["A=1"], ["A=1", "B=2"], ["C=3"]]);
    expect(EnvList.empty.keys()).toEqual([]);
  });

  it("adds a default only where the variable is not set, even to nothing", () => {
    const list = EnvList.empty.addOrReplace("A", "");
    expect(list.setDefault("A", "x")).toBe(list);
    expect(list.setDefault("B", "x").get("B")).toBe("x");
  });

  it("reads as a Map in which setting moves to the end, whatever branches it has", () => {
    const step = fc.record({
      on: fc.nat(60),
      key: fc.constantFrom("A", "B", "C", "constructor", "__proto__"),
      value: fc.constantFrom("1", "2"),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const lists = [{ list: EnvList.empty, model: new Map<string, string>() }];
        for (const { on, key, value } of steps) {
          const { list, model } = lists[Math.max(0, lists.length - 1 - on)] as (typeof lists)[number];
          const changed = new Map(model);
          changed.delete(key);
          changed.set(key, value);
          lists.push({ list: list.addOrReplace(key, value), model: changed });
        }
        for (const { list, model } of lists) {
          expect(list.toArray()).toEqual([...model].map(([key, value]) => `${key}=${value}`));
          for (const key of ["A", "B", "constructor"]) expect(list.get(key)).toBe(model.get(key));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("finds the nearest name as a search through its names does, whatever it is made of", () => {
    const names = ["A", "AB", "ABC", "ABD", "BCD", "XYZ", "XYA", "PATH", "PATHS", "😀😀", "a"];
    const step = fc.record({
      on: fc.nat(20),
      key: fc.constantFrom(...names),
      how: fc.constantFrom("add", "inPlace", "top"),
      top: fc.array(fc.constantFrom(...names), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const plain = [EnvList.empty];
        const lists = [EnvList.empty];
        for (const { on, key, how, top } of steps) {
          const list = lists[Math.max(0, lists.length - 1 - on)] as EnvList;
          const last = plain.at(-1) as EnvList;
          plain.push(last.addOrReplaceInPlace(key, "1"));
          if (how === "top") lists.push(list.withTop(EnvList.of([...last.keys(), ...top].map((name) => [name, "2"]))));
          else if (how === "add") lists.push(list.addOrReplace(key, "3"));
          lists.push(...(how === "inPlace" ? plain.slice(-1) : []));
        }
        for (const list of lists) {
          for (const name of ["A", "ABX", "PAHT", "XY", "😀", "none"]) {
            expect([list.keys(), name, list.nearestKey(name)]).toEqual([
              list.keys(),
              name,
              suggest(name, list.keys(), true),
            ]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("keeps what is replaced in place where it stands", () => {
    const list = EnvList.of([
      ["A", "1"],
      ["B", "2"],
    ]).addOrReplaceInPlace("A", "3");
    expect(list.addOrReplaceInPlace("C", "4").toArray()).toEqual(["A=3", "B=2", "C=4"]);
    expect(list.addOrReplaceInPlace("A", "5").addOrReplace("A", "6").toArray()).toEqual(["B=2", "A=6"]);
  });

  it("adds a growing list to its end as if variable by variable", () => {
    const step = fc.record({
      kind: fc.constantFrom("own", "own", "both", "top"),
      key: fc.constantFrom("A", "B", "C", "D", "E"),
      value: fc.constantFrom("1", "2"),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        let [list, model, top] = [EnvList.empty, EnvList.empty, EnvList.empty];
        for (const { kind, key, value } of steps) {
          if (kind === "own" || kind === "both") {
            [list, model] = [list.addOrReplace(key, value), model.addOrReplace(key, value)];
          }
          if (kind === "both") top = top.addOrReplaceInPlace(key, value);
          if (kind !== "top") continue;
          list = list.withTop(top);
          for (const name of top.keys()) model = model.addOrReplace(name, top.get(name) as string);
          // Others that go on from the same list are not heard of.
          list.addOrReplace("X", "1").withTop(top.addOrReplace("Y", "1"));
        }
        expect(list.toArray()).toEqual(model.toArray());
        for (const key of ["A", "B", "C", "D", "E"]) expect(list.get(key)).toBe(model.get(key));
      }),
      { numRuns: 200 },
    );
  });

  it("takes 100,000 changes with reads between them", () => {
    let list = EnvList.empty;
    for (let at = 0; at < 100_000; at++) {
      list = list.addOrReplace(`K${at % 50_000}`, String(at));
      expect(list.get(`K${at % 50_000}`)).toBe(String(at));
    }
    expect(list.keys().length).toBe(50_000);
  });
});
