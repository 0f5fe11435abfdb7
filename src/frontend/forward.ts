import { detectSyntax } from "../dockerfile/lines/directives.ts";
import { hasSource, withSource } from "../gateway/details.ts";
import type { Result } from "../gateway/gateway.ts";
import { trimSpace } from "../go/space.ts";
import type { Definition } from "../llb/definition.ts";
import { marshal } from "../llb/marshal.ts";
import { wireRanges } from "../text/span.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { type BuildSession, localIdsOf } from "./build-session.ts";
import { inputStates } from "./context/main-context.ts";
import type { Entrypoint } from "./entrypoint.ts";
import { errorMessage, wrappingLater } from "./error-message.ts";
import { messages } from "./messages.ts";
import { forwardedOpts } from "./options/config.ts";
import { protocolKeys } from "./options/protocol.ts";

/**
 * The result of the frontend that the client (BUILDKIT_SYNTAX) or the file (`# syntax=`) names; undefined where none
 * does, or where another frontend forwarded the build here. @mirrors frontend/dockerfile/builder/build.go Build
 */
export async function forwarded(session: BuildSession, { source }: Entrypoint): Promise<Result | undefined> {
  const { config } = session;
  if (config.forwarded) return undefined;
  if (config.syntax !== undefined) {
    const [image = ""] = trimSpace(config.syntax).split(" ", 1);
    const cmdline = config.syntax;
    return rewording(
      forward(session, image, cmdline),
      (error) => new Error(messages.syntaxArg(cmdline, errorMessage(error)), { cause: error }),
    );
  }
  const syntax = detectSyntax(decodeUtf8(source.data));
  if (syntax === undefined) return undefined;
  return rewording(forward(session, syntax.value, syntax.full), (error) =>
    error instanceof Error ? withSource(error, source, wireRanges(syntax.lines)) : error,
  );
}

/** A result whose error, unless it names a place already, becomes another. */
async function rewording(result: Promise<Result>, reword: (error: unknown) => unknown): Promise<Result> {
  try {
    return await result;
  } catch (error) {
    throw hasSource(error) ? error : reword(error);
  }
}

/** @mirrors frontend/dockerfile/builder/build.go forwardGateway */
async function forward(session: BuildSession, image: string, cmdline: string): Promise<Result> {
  const { gateway, host } = session;
  const opts = forwardedOpts(gateway.build.opts).set(protocolKeys.cmdline, cmdline).set(protocolKeys.source, image);
  let frontendInputs: ReadonlyMap<string, Definition> | undefined;
  if (gateway.caps.supports("frontend.inputs")) {
    const inputs = await wrappingLater(messages.inputs, () => inputStates(session));
    const options = { platform: host.defaultPlatform, newLocalId: localIdsOf(host) };
    frontendInputs = new Map([...inputs].map(([name, state]) => [name, marshal(state, options)]));
  }
  return gateway.solve({ frontend: "gateway.v0", frontendOpts: opts, ...(frontendInputs && { frontendInputs }) });
}
