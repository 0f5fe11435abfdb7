import { type Duplex, duplexPair } from "node:stream";
import { Metadata, Server, ServerCredentials, type ServerUnaryCall, type status } from "@grpc/grpc-js";

/** What the peer answers a request with: bytes, or an error with the encoded status beside it. */
export type PeerAnswer = Uint8Array | { readonly code: status; readonly message: string; readonly status?: Uint8Array };

/** The one method of the peer. */
export const peerMethod = "/test.Service/Call";

type Call = ServerUnaryCall<Buffer, Buffer>;

/** A unary method of a grpc-js server, messages as the bytes that they are. */
export function bytesMethod(path: string) {
  const bytes = (message: Buffer) => message;
  return {
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: bytes,
    requestDeserialize: bytes,
    responseSerialize: bytes,
    responseDeserialize: bytes,
  } as const;
}

/** A grpc-js server that nobody has to connect to: returns the client's end of a connection to it. */
export function grpcPeer(answer: (request: Buffer, call: Call) => PeerAnswer | Promise<PeerAnswer>): Duplex {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(
    { Call: bytesMethod(peerMethod) },
    {
      Call: async (call: Call, done: (error: object | null, response?: Buffer) => void) => {
        const given = await answer(call.request, call);
        if (given instanceof Uint8Array) return done(null, Buffer.from(given));
        const metadata = new Metadata();
        if (given.status !== undefined) metadata.set("grpc-status-details-bin", Buffer.from(given.status));
        done({ code: given.code, details: given.message, metadata });
      },
    },
  );
  const [mine, theirs] = duplexPair();
  server.createConnectionInjector(ServerCredentials.createInsecure()).injectConnection(theirs);
  return mine;
}
