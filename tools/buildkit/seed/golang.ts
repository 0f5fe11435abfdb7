import { existsSync } from "node:fs";
import { join } from "node:path";
import { type BaseImage, envInstructions } from "./base-image.ts";
import type { Machine } from "./machine.ts";

/** The machine's Go on Debian. The public image's C compiler is not in it. */
export function golang(machine: Machine): BaseImage {
  const root = machine.go.env["GOROOT"] ?? "/usr/local/go";
  const parts = ["VERSION", "go.env", "bin", "lib", "pkg", "src"].filter((name) => existsSync(join(root, name)));
  const copies = parts.map((name) => `COPY --from=goroot ${name} /usr/local/go/${name}\n`);
  const env = { GOTOOLCHAIN: "local", GOPATH: "/go", PATH: `/go/bin:/usr/local/go/bin:${systemPath}` };
  return {
    names: ["golang:1.26-bookworm", "golang:1.26", "golang:1"],
    platforms: [`linux/${machine.architecture}`],
    parent: "debian:bookworm-slim",
    dockerfile: `FROM debian:bookworm-slim
${copies.join("")}${envInstructions(env)}WORKDIR /go
CMD ["bash"]
`,
    inputs: [machine.go.env["GOVERSION"] ?? "", root],
    prepare: async () => ({ goroot: root }),
  };
}

const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
