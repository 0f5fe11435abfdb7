import { compilePlatform } from "../compile-platform.ts";
import type { OpenBuild } from "../open-build.ts";
import { OutlineObserver } from "./outline-observer.ts";
import { type Outline, outlineDescription, outlineResult } from "./outline-result.ts";
import type { Subrequest, Warn } from "./subrequest.ts";

/** `frontend.outline`: what the target can be given. */
export const outline: Subrequest = {
  description: outlineDescription,
  answer: async (build, warn) => outlineResult(await outlineOf(build, warn), build.entrypoint.source.data),
};

/** The target's outline; the platform asked for does not count. @mirrors frontend/dockerfile/dockerfile2llb/convert.go Dockerfile2Outline */
export async function outlineOf(build: OpenBuild, warn: Warn | undefined): Promise<Outline> {
  const gathering = new OutlineObserver();
  await compilePlatform(build, { warn, observe: (lint) => gathering.listenWith(lint) });
  return gathering.outline(build.session.config.target);
}
