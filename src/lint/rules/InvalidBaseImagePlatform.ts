import { quote } from "../../go/quote.ts";
import { formatPlatformFully, normalizePlatform } from "../../oci/platform.ts";
import type { Rule } from "../rule.ts";

/** A base image that is for another system or architecture than was asked for. */
export const InvalidBaseImagePlatform: Rule<[image: string, expected: string, actual: string]> = {
  name: "InvalidBaseImagePlatform",
  description: "Base image platform does not match expected target platform",
  url: "",
  experimental: false,
  message: (image, expected, actual) =>
    `Base image ${image} was pulled with platform ${quote(actual)}, expected ${quote(expected)} for current build`,
  checks: {
    baseResolved({ lines, image: { name, expected, actual, host } }) {
      if (expected.os === actual.os && expected.architecture === actual.architecture) return [];
      const [wanted, found] = [expected, actual].map((platform) =>
        formatPlatformFully(normalizePlatform(platform, host)),
      ) as [string, string];
      return [{ message: InvalidBaseImagePlatform.message(name, wanted, found), lines }];
    },
  },
};
