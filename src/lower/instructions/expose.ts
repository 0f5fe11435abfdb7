import type { ExposeInstruction } from "../../dockerfile/ast/expose.ts";
import { expandWords } from "../../dockerfile/words/expand-word.ts";
import { GoError, NumberError } from "../../go/go-error.ts";
import { toLower } from "../../go/letter-case.ts";
import { parseIp } from "../../go/parse-ip.ts";
import { parseInt } from "../../go/parse-number.ts";
import { formatList } from "../../go/quote.ts";
import { bracketedHost } from "../../go/split-host-port.ts";
import { wrapError } from "../../text/wrap-error.ts";
import { placed, type Step, wordOptions } from "../lowering-stage.ts";
import { messages } from "../messages.ts";

interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** EXPOSE: words, then ports, each as `NUMBER/protocol`. @mirrors frontend/dockerfile/dockerfile2llb/convert_expose.go dispatchExpose */
export function lowerExpose(step: Step<ExposeInstruction>): void {
  const { stage, instruction } = step;
  const env = stage.state.env;
  const options = wordOptions(stage.context);
  const words: string[] = [];
  for (const port of instruction.ports) {
    for (const word of expandWords(port, env, options)) words.push(word);
  }
  stage.context.budget.spend(words.join(" "), instruction.code);
  const ports: string[] = [];
  for (const word of words) addPorts(ports, step, word);
  for (const port of ports) stage.image.exposedPorts.add(port);
  stage.image.addHistory(`EXPOSE ${formatList(ports)}`);
}

/** Adds the ports that `[ADDRESS:][HOST:]PORT[-PORT][/PROTOCOL]` exposes; address and host port are checked, then dropped. */
function addPorts(ports: string[], step: Step<ExposeInstruction>, text: string): void {
  const { address, host, container } = splitSpec(text);
  const { port, protocol } = splitProtocol(text, container);
  const mapped = address !== "" || host !== "";
  step.stage.context.observer.portExposed(placed(step), text, protocol, mapped);
  checkAddress(address);
  const range = rangeOf(port, messages.containerPort(port));
  if (host !== "") checkHostRange(host, port, range);
  const suffix = `/${toLower(protocol)}`;
  for (let number = range.first; number <= range.last; number++) ports.push(number + suffix);
}

function splitSpec(text: string): { address: string; host: string; container: string } {
  if (!text.includes(":")) return { address: "", host: "", container: text };
  const parts = text.split(":");
  const container = parts.pop() ?? "";
  const host = parts.pop() ?? "";
  return { address: parts.join(":"), host, container };
}

function splitProtocol(text: string, container: string): { port: string; protocol: string } {
  const slash = container.indexOf("/");
  const port = slash === -1 ? container : container.slice(0, slash);
  const protocol = slash === -1 ? "" : container.slice(slash + 1);
  if (port === "") throw wrapError(new GoError(messages.noPort), messages.port(text));
  const known = toLower(protocol);
  if (known === "") return { port, protocol: "tcp" };
  if (known === "tcp" || known === "udp" || known === "sctp") return { port, protocol };
  throw wrapError(new GoError(messages.portProtocol(protocol)), messages.port(text));
}

function checkAddress(address: string): void {
  if (address === "") return;
  const plain = address.startsWith("[") ? unbracketed(address) : address;
  if (plain !== "" && parseIp(plain) === undefined) throw new GoError(messages.portAddress(plain));
}

function unbracketed(address: string): string {
  try {
    return bracketedHost(`${address}:`);
  } catch (error) {
    throw wrapError(error, messages.portAddressSyntax(address));
  }
}

function checkHostRange(host: string, port: string, range: PortRange): void {
  const hostRange = rangeOf(host, messages.hostPort(host));
  const width = range.last - range.first;
  if (width !== hostRange.last - hostRange.first && width !== 0) throw new GoError(messages.portRanges(port, host));
}

/** Most ports; they need no big number. */
const fewDigits = /^[0-9]{1,5}$/;

/** The range that `8000-9000` or `80` names; throws `message` for anything else. */
function rangeOf(text: string, message: string): PortRange {
  const dash = text.indexOf("-");
  const start = dash === -1 ? text : text.slice(0, dash);
  const end = dash === -1 ? start : text.slice(dash + 1);
  const first = portNumber(start);
  const last = start === end ? first : portNumber(end);
  if (first === undefined || last === undefined || last < first) throw new GoError(message);
  return { first, last };
}

function portNumber(text: string): number | undefined {
  if (fewDigits.test(text)) return Number(text) <= 65535 ? Number(text) : undefined;
  try {
    const port = parseInt(text, 10, 64);
    return port < 0n || port > 65535n ? undefined : Number(port);
  } catch (error) {
    if (error instanceof NumberError) return undefined;
    throw error;
  }
}
