import { setTimeout as sleep } from "node:timers/promises";
import type { CapSet } from "../../gateway/cap-set.ts";
import { fullCapSet } from "../../gateway/cap-set.ts";
import type { BuildRequest, Gateway } from "../../gateway/gateway.ts";
import { gatewayCaps, llbCaps } from "../../gateway/known-caps.ts";
import { hostPlatform } from "../host-platform.ts";
import { randomId } from "../random-id.ts";
import type { ResolveKind } from "./arguments.ts";
import type { DumpInput } from "./dump-input.ts";
import { LocalGateway } from "./local-gateway.ts";
import { messages } from "./messages.ts";
import { standInMeta } from "./stand-in-image.ts";

/** How long a daemon may take to hear that the build is over. */
const farewellMs = 5_000;

/** A gateway to compile against, and how to be done with it. */
export interface DumpGateway {
  readonly gateway: LocalGateway;
  /** Resolves within 5 s, whatever the daemon does; a call it has not answered may still be open. */
  end(): Promise<void>;
}

/** Where base images are looked up: undefined is the daemon of `address` where that is set, else nowhere. */
export interface DumpLookup {
  readonly resolve: ResolveKind | undefined;
  readonly address: string | undefined;
}

/**
 * Returns a gateway over local files, which asks the daemon of `address` for what is not local, or (offline) takes a
 * stand-in for every image and says so on stderr. Rejects when the daemon does not answer.
 */
export async function openDumpGateway(input: DumpInput, { resolve, address = "" }: DumpLookup): Promise<DumpGateway> {
  const kind = resolve ?? (address === "" ? "offline" : "buildkit");
  if (kind === "offline") return openOffline(input);
  if (address === "") throw new Error(messages.noHost);
  return openDaemon(input, address);
}

function openOffline({ locals, opts }: DumpInput): DumpGateway {
  let warned = false;
  const gateway = new LocalGateway({
    build: requestOf(opts, []),
    caps: localCaps(),
    llbCaps: fullCapSet(llbCaps),
    locals,
    resolveSourceMeta: async (request) => {
      if (!warned && (request.image !== undefined || request.ociLayout !== undefined)) {
        warned = true;
        process.stderr.write(`${messages.failure(messages.offline)}\n`);
      }
      return standInMeta(request, hostPlatform());
    },
  });
  return { gateway, end: async () => {} };
}

async function openDaemon({ locals, opts }: DumpInput, address: string): Promise<DumpGateway> {
  // gRPC takes long to load, and only this needs it.
  const [{ connectDaemon }, { startBuild }] = await Promise.all([
    import("../grpc/daemon.ts"),
    import("../../gateway/control.ts"),
  ]);
  const socket = await connectDaemon(address);
  try {
    const build = await startBuild(socket.connection, { id: randomId(), opts });
    const daemon: Gateway = build.gateway;
    const gateway = new LocalGateway({
      build: requestOf(opts, daemon.build.workers),
      caps: localCaps(),
      llbCaps: daemon.llbCaps,
      locals,
      resolveSourceMeta: (request) => daemon.resolveSourceMeta(request),
      daemon,
    });
    const end = async () => {
      await Promise.race([build.end().catch(() => {}), sleep(farewellMs)]);
      socket.close();
    };
    return { gateway, end };
  } catch (error) {
    socket.close();
    throw error;
  }
}

/** What a LocalGateway can do itself. */
function localCaps(): CapSet {
  return fullCapSet(gatewayCaps);
}

/** A definition with a session in it could only be built within that session. */
function requestOf(opts: ReadonlyMap<string, string>, workers: BuildRequest["workers"]): BuildRequest {
  return { opts, sessionId: "", workers, product: "buildkit" };
}
