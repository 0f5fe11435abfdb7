import type { Request } from "../conformance/request.ts";

/** Text in which each character is a byte, as `\xNN` writes it. */
export type Bytes = string;

/** What no answer to a hostile request needs. */
const unused = ["ops", "def", "metadata", "source", "sourceData", "baseImage", "resolved", "image"];

/** The request to convert a Dockerfile that may be no text. `brief` leaves out what the subrequests say. */
export function convertRequest(
  id: string,
  dockerfile: Bytes,
  { brief = false, ...more }: RequestDetails = {},
): Request {
  return {
    id,
    dockerfileBase64: Buffer.from(dockerfile, "latin1").toString("base64"),
    omit: brief ? [...unused, "lint", "outline", "targets"] : unused,
    ...more,
  };
}

export type RequestDetails = Omit<Request, "id" | "omit"> & { readonly brief?: boolean };
