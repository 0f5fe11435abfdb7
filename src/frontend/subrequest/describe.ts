import { alignColumns } from "../../go/align-columns.ts";
import { trimPrefix } from "../../go/trim.ts";
import { descriptionJson, metadataResult, type Subrequest, type SubrequestDescription } from "./subrequest.ts";

const ownDescription: SubrequestDescription = {
  name: "frontend.subrequests.describe",
  version: "1.0.0",
  description: "List available subrequest types",
  metadata: ["result.json", "result.txt"],
};

/**
 * The subrequest that lists the others and itself. The reference leaves lint and convertllb out of its list, though it
 * serves them. @mirrors frontend/dockerui/requests.go describe
 */
export function describe(others: readonly Subrequest[]): Subrequest {
  return {
    description: ownDescription,
    async answer() {
      const served = [...others.map(({ description }) => description), ownDescription];
      const rows = served.map(({ name, version, description }) => `${shortName(name)}\t${version}\t${description}\n`);
      const text = alignColumns(`NAME\tVERSION\tDESCRIPTION\n${rows.join("")}`, 1);
      return metadataResult(ownDescription, served.map(descriptionJson), { "result.txt": text });
    },
  };
}

function shortName(name: string): string {
  return trimPrefix(name, "frontend.");
}
