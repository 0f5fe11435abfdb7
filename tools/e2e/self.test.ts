import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../places.ts";
import { build } from "./build.ts";
import { connect } from "./connect.ts";
import { type ArchivedImage, comparableImage, readImageArchive } from "./image-archive.ts";

/** Where the image's Dockerfile reads. */
const parts = [
  ...["Dockerfile", ".dockerignore", "package.json", "package-lock.json", "tsconfig.json"],
  ...["grammar", "proto", "src", "tools"],
];

test("the frontend builds itself: the image that ours makes is the one that the reference makes", {
  timeout: 15 * 60_000,
}, async () => {
  const connection = await connect();
  const folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-self-"));
  // Both must build the same files, whoever edits the checkout meanwhile.
  const contextFolder = join(folder, "checkout");
  for (const part of parts) cpSync(join(repository, part), join(contextFolder, part), { recursive: true });
  const imageBy = async (frontendImage: string): Promise<ArchivedImage[]> => {
    const archive = join(folder, "image.tar");
    const result = await build(connection, {
      contextFolder,
      frontendImage,
      noCache: true,
      sourceDateEpoch: 0,
      outputs: [`type=oci,dest=${archive}`],
      timeoutSeconds: 400,
    });
    expect([result.code, result.message]).toEqual([0, ""]);
    return readImageArchive(archive);
  };
  try {
    const ours = await imageBy(connection.ourImage);
    const reference = await imageBy(connection.referenceImage);
    expect(ours.map((image) => image.config.config?.["Entrypoint"])).toEqual([
      ["/bin/node", "--no-rehash-snapshot", "--snapshot-blob", "/frontend.blob"],
    ]);
    expect(ours.map((image) => image.tree.has("frontend.blob"))).toEqual([true]);
    expect(ours.map(comparableImage)).toEqual(reference.map(comparableImage));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
