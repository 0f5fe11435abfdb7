import type { Rule } from "../rule.ts";

/** `EXPOSE 127.0.0.1:80:80`: which address and host port a container gets is said when it is run. */
export const ExposeInvalidFormat: Rule<[port: string]> = {
  name: "ExposeInvalidFormat",
  description:
    "IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in a future release",
  url: "https://docs.docker.com/go/dockerfile/rule/expose-invalid-format/",
  experimental: false,
  message: (port) => `EXPOSE instruction should not define an IP address or host-port mapping, found '${port}'`,
  checks: {
    portExposed: ({ text, mapped, lines }) => (mapped ? [{ message: ExposeInvalidFormat.message(text), lines }] : []),
  },
};
