import { decodeJson, type JsonNode } from "../../go/decode-json.ts";
import { GoError } from "../../go/go-error.ts";
import { parseFloat } from "../../go/parse-number.ts";

/** The value of a JSON text; undefined where it is none, or where a number in it does not fit a double. */
export function jsonValue(text: string): JsonNode | undefined {
  try {
    const root = decodeJson(text);
    const open: JsonNode[] = [root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node.kind === "number") parseFloat(node.text);
      else if (node.kind === "array") for (const item of node.items) open.push(item);
      else if (node.kind === "object") for (const [, value] of node.members) open.push(value);
    }
    return root;
  } catch (error) {
    if (error instanceof GoError) return undefined;
    throw error;
  }
}
