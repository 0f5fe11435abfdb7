import { describe, expect, test } from "vitest";
import { encodeJson } from "../go/encode-json.ts";
import { decodeImageConfig, decodeOciImage, emptyImage, encodeImageConfig, platformJson } from "./image-config.ts";
import { platform } from "./platform.ts";

test("an empty image has Go's zero values", () => {
  expect(encodeImageConfig(emptyImage)).toBe(
    '{"architecture":"","os":"","rootfs":{"type":"","diff_ids":null},"config":{}}',
  );
  expect(decodeImageConfig("{}")).toEqual(emptyImage);
  expect(decodeImageConfig("null")).toEqual(emptyImage);
});

test("every field, in Go's order", () => {
  const json =
    '{"created":"2024-01-02T03:04:05.6Z","author":"a \\u003ca@b\\u003e","architecture":"arm","os":"linux",' +
    '"os.version":"1","os.features":["x"],"variant":"v7","rootfs":{"type":"layers","diff_ids":["sha256:a"]},' +
    '"history":[{"created":"2024-01-01T00:00:00Z","created_by":"RUN x","author":"b","comment":"c","empty_layer":true},{}],' +
    '"config":{"User":"u","ExposedPorts":{"80/tcp":{},"9/udp":{}},"Env":["A=b"],"Entrypoint":["e"],"Cmd":["c"],' +
    '"Volumes":{"/v":{}},"WorkingDir":"/w","Labels":{"a":"1","b":"2"},"StopSignal":"SIGTERM","ArgsEscaped":true,' +
    '"Healthcheck":{"Test":["NONE"],"Interval":1000000000,"Timeout":2,"StartPeriod":3,"StartInterval":4,"Retries":5},' +
    '"OnBuild":["RUN y"],"Shell":["/bin/sh","-c"]}}';
  expect(encodeImageConfig(decodeImageConfig(json))).toBe(json);
});

describe("what Go's decoder makes of a config", () => {
  test("unknown fields go, keys match without case, maps are sorted, empty things are left out", () => {
    const json =
      '{"OS":"linux","container_config":{"Cmd":[]},"config":{"env":["A=b"],"Cmd":[],"Domainname":"",' +
      '"Labels":{"b":"2","a":"1"},"Volumes":{"/b":null,"/a":{}},"OnBuild":null,"Healthcheck":{}},"rootfs":{"diff_ids":[]}}';
    expect(encodeImageConfig(decodeImageConfig(json))).toBe(
      '{"architecture":"","os":"linux","rootfs":{"type":"","diff_ids":[]},' +
        '"config":{"Env":["A=b"],"Volumes":{"/a":{},"/b":{}},"Labels":{"a":"1","b":"2"},"Healthcheck":{}}}',
    );
  });

  test("times lose zeros at their end", () => {
    expect(decodeImageConfig('{"created":"2024-01-02T03:04:05.500+00:00"}').created).toBe("2024-01-02T03:04:05.5Z");
    expect(decodeImageConfig('{"created":null}').created).toBeUndefined();
  });

  test.each([
    ["{", "unexpected end of JSON input"],
    ["[]", "json: cannot unmarshal array into Go value of type v1.DockerOCIImage"],
    ['{"os":1}', "json: cannot unmarshal number into Go struct field DockerOCIImage.Image.Platform.os of type string"],
    [
      '{"config":{"Env":"x"}}',
      "json: cannot unmarshal string into Go struct field DockerOCIImageConfig.config.ImageConfig.Env of type []string",
    ],
    [
      '{"config":{"Healthcheck":{"Interval":"1s"}}}',
      "json: cannot unmarshal string into Go struct field HealthcheckConfig.config.DockerOCIImageConfigExt.Healthcheck.Interval of type time.Duration",
    ],
    [
      '{"rootfs":{"diff_ids":[1]}}',
      "json: cannot unmarshal number into Go struct field RootFS.Image.rootfs.diff_ids of type digest.Digest",
    ],
    ['{"created":1}', "Time.UnmarshalJSON: input is not a JSON string"],
  ])("%s is refused", (json, message) => {
    expect(() => decodeImageConfig(json)).toThrow(message);
  });
});

test("a platform alone", () => {
  expect(encodeJson(platformJson(platform("linux", "arm", "v7")))).toBe(
    '{"architecture":"arm","os":"linux","variant":"v7"}',
  );
});

test("what OCI does not define need not be right where only the rest is wanted", () => {
  const json = '{"os":"linux","config":{"Cmd":["x"],"Healthcheck":"no","OnBuild":1,"Shell":2}}';
  expect(() => decodeImageConfig(json)).toThrow("json: cannot unmarshal string into Go struct field");
  expect(decodeOciImage(json)).toMatchObject({ os: "linux", config: { cmd: ["x"] } });
  expect(() => decodeOciImage('{"config":{"Env":1}}')).toThrow(
    "json: cannot unmarshal number into Go struct field ImageConfig.config.Env of type []string",
  );
});
