import { type Platform, platform } from "../oci/platform.ts";

const operatingSystems: Readonly<Record<string, string>> = { win32: "windows", sunos: "solaris" };
const architectures: Readonly<Record<string, string>> = {
  x64: "amd64",
  ia32: "386",
  mipsel: "mipsle",
  ppc64: "ppc64le",
};

/** Returns the platform of this machine in the words of OCI, where a daemon names none. */
export function hostPlatform(): Platform {
  const os = operatingSystems[process.platform] ?? process.platform;
  const architecture = architectures[process.arch] ?? process.arch;
  return platform(os, architecture, architecture === "arm" ? "v7" : "");
}
