import { code, TransportError } from "./errors.ts";
import { messages } from "./messages.ts";
import { CallError, type CallOptions, type UnaryTransport } from "./transport.ts";
import { gatewayError } from "./wire-status.ts";

/** The writing half of a generated message class. */
interface Encoder<Message> {
  encode(message: Message): { finish(): Uint8Array };
}

/** The reading half of a generated message class. */
interface Decoder<Message> {
  decode(bytes: Uint8Array): Message;
}

/** One method of a daemon, typed. Rejects with `GatewayError` or `TransportError`. */
export type TypedCall<Request, Response> = (request: Request, options?: CallOptions) => Promise<Response>;

/** Returns a method of a daemon as a function from message to message. */
export function typedCall<Request, Response>(
  transport: UnaryTransport,
  method: string,
  request: Encoder<Request>,
  response: Decoder<Response>,
): TypedCall<Request, Response> {
  return async (message, options) => {
    const bytes = await transport(method, request.encode(message).finish(), options).catch((error: unknown) => {
      throw error instanceof CallError ? gatewayError(error) : error;
    });
    try {
      return response.decode(bytes);
    } catch (error) {
      throw new TransportError(messages.unreadableAnswer(method, (error as Error).message), code.internal);
    }
  };
}
