import { answerConvert } from "./answer-convert.ts";
import { answerFn } from "./answer-fn.ts";
import { answerFrontend } from "./answer-frontend.ts";
import { failure, internalFault } from "./failure.ts";
import { BadRequest, parseRequest, type Request } from "./request.ts";
import type { Response } from "./response.ts";

/** The answer to a request. Never rejects: what goes wrong here is an answer too. */
export async function answer(request: Request): Promise<Response> {
  try {
    if (request.mode === "fn") return answerFn(request);
    return request.mode === "frontend" ? await answerFrontend(request) : await answerConvert(request);
  } catch (error) {
    return failure(request.id, "internal", internalFault(error));
  }
}

/** The answer to a line; a line that is no request has one too. */
export async function answerLine(line: string): Promise<Response> {
  try {
    return await answer(parseRequest(line));
  } catch (error) {
    return failure(error instanceof BadRequest ? error.id : "", "request", error);
  }
}
