import { toLower } from "../../go/letter-case.ts";
import type { Rule } from "../rule.ts";

/** `EXPOSE 80/TCP`. */
export const ExposeProtoCasing: Rule<[port: string]> = {
  name: "ExposeProtoCasing",
  description: "Protocol in EXPOSE instruction should be lowercase",
  url: "https://docs.docker.com/go/dockerfile/rule/expose-proto-casing/",
  experimental: false,
  message: (port) => `Defined protocol '${port}' in EXPOSE instruction should be lowercase`,
  checks: {
    portExposed: ({ text, protocol, lines }) =>
      protocol === toLower(protocol) ? [] : [{ message: ExposeProtoCasing.message(text), lines }],
  },
};
