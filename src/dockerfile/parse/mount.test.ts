import { describe, expect, test } from "vitest";
import { GoError } from "../../go/go-error.ts";
import { parseDevice } from "./device.ts";
import { parseMount, parseMountFrom } from "./mount.ts";

const expand = (value: string): string => value.replaceAll("$X", "x");

describe("a mount", () => {
  test("is a bind mount that is only read, unless it says otherwise", () => {
    expect(parseMount("target=/a$X,src=$X", expand)).toMatchObject({
      type: "bind",
      target: "/ax",
      source: "x",
      readOnly: true,
    });
    expect(parseMount("rw,dst=/a", expand).readOnly).toBe(false);
    expect(parseMount("type=cache,target=/a", expand).readOnly).toBe(false);
  });

  test("has modes in octal, ids in decimal and sizes in bytes", () => {
    expect(parseMount("type=secret,id=a,mode=0440,uid=7", expand)).toMatchObject({
      mode: 0o440,
      uid: 7,
      readOnly: true,
    });
    expect(parseMount("type=tmpfs,size=1k", expand).sizeLimit).toBe(1024n);
  });

  test("tells only where it is from before variables are known", () => {
    expect(parseMountFrom("type=nonsense,from=b,to=c")).toBe("b");
    expect(parseMountFrom("from=b,From=c,source=from")).toBe("c");
    expect(parseMountFrom("type=nonsense,to=c")).toBe("");
    expect(() => parseMountFrom("from=a$b")).toThrow(
      "'from' doesn't support variable expansion, define alias stage instead",
    );
    expect(parseMountFrom("from=a$")).toBe("a$");
  });

  test.each([
    ["", "failed to parse csv mounts: EOF"],
    ['"a', 'failed to parse csv mounts: parse error on line 1, column 2: extraneous or missing " in quoted-field'],
    ["x", "invalid field 'x' must be a key=value pair"],
    ["typ=bind", "unexpected key 'typ' in 'typ=bind' (did you mean type?)"],
    ["TYPE=BND", 'unsupported mount type "BND"'],
    ["type=bnd", 'unsupported mount type "bnd" (did you mean bind?)'],
    ["type=cache,sharing=lock", 'unsupported sharing value "lock" (did you mean locked?)'],
    ["required,type=ssh", "unexpected key 'required' for mount type 'bind'"],
    ["type=ssh,required=yes", "invalid value for required: yes"],
    ["size=1", "unexpected key 'size' for mount type 'bind'"],
    ["type=tmpfs,size=x", "invalid value for size: x"],
    ["type=ssh,mode=9", "invalid value 9 for mode"],
    ["mode=7", 'mode not allowed for "bind" type mounts'],
    ["type=tmpfs,gid=7", 'gid not allowed for "tmpfs" type mounts'],
    ["type=secret", "invalid secret mount. one of source, target required"],
    ["type=secret,id=a,src=b", "both source and id can't be set"],
    ["type=secret,id=a,from=b", "secret mount should not have a from"],
    ["type=secret,id=a,sharing=shared", "secret mount should not define sharing"],
    ["type=ssh,sharing=shared", "invalid cache sharing set for ssh mount"],
    ["ro=perhaps", "invalid value for ro: perhaps"],
  ])("is not %j: %s", (text, message) => {
    expect(() => parseMount(text, expand)).toThrow(new GoError(message));
  });
});

describe("a device", () => {
  test.each([
    ["v.com/d=a", { name: "v.com/d=a", required: false }],
    ["required,v.com/d", { name: "v.com/d", required: true }],
    ["name=v.com/d=a,required=1", { name: "v.com/d=a", required: true }],
  ])("of %j", (text, device) => {
    expect(parseDevice(text)).toEqual(device);
  });

  test.each([
    ["a,b", "invalid field 'b' must be a key=value pair"],
    ["a,name=b", "device name already set to a"],
    ["a,requird=1", "unexpected key 'requird' in 'requird=1' (did you mean required?)"],
    ["required=2", "invalid value for required: 2"],
    ["", "failed to parse csv devices: EOF"],
  ])("is not %j: %s", (text, message) => {
    expect(() => parseDevice(text)).toThrow(new GoError(message));
  });
});
