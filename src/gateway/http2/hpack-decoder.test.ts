import { connect } from "node:http2";
import { duplexPair } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../text/utf8.ts";
import { frameType } from "./frame.ts";
import { FrameReader } from "./frame-reader.ts";
import { HeaderBlocks } from "./header-blocks.ts";
import { type HeaderField, HpackDecoder } from "./hpack-decoder.ts";
import { emptyTable, encodeHeaders } from "./hpack-encoder.ts";
import { violations } from "./messages.ts";

const limit = 1 << 20;
const prefaceBytes = 24;

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}

function read(decoder: HpackDecoder, hex: string): string[] {
  return decoder.decode(bytes(hex)).map(([name, value]) => `${name}: ${value}`);
}

const get = [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"];
const getSecurely = [":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com"];
const found = [
  ":status: 302",
  "cache-control: private",
  "date: Mon, 21 Oct 2013 20:13:21 GMT",
  "location: https://www.example.com",
];
const foundAgain = [":status: 307", ...found.slice(1)];
const cookie = "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1";
const ok = [
  ":status: 200",
  "cache-control: private",
  "date: Mon, 21 Oct 2013 20:13:22 GMT",
  "location: https://www.example.com",
  "content-encoding: gzip",
  cookie,
];
/** The examples of sections C.5 and C.6 have a table of 256 bytes. */
const table256 = "3fe101";

describe("the examples of RFC 7541, appendix C", () => {
  it.each([
    ["C.2.1", "400a637573746f6d2d6b65790d637573746f6d2d686561646572", "custom-key: custom-header"],
    ["C.2.2", "040c2f73616d706c652f70617468", ":path: /sample/path"],
    ["C.2.3", "100870617373776f726406736563726574", "password: secret"],
    ["C.2.4", "82", ":method: GET"],
  ])("%s, a field", (_section, hex, field) => {
    expect(read(new HpackDecoder(limit), hex)).toEqual([field]);
  });

  it.each<[string, string[], string[][]]>([
    [
      "C.3, requests",
      [
        "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
        "8286 84be 5808 6e6f 2d63 6163 6865",
        "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65",
      ],
      [get, [...get, "cache-control: no-cache"], [...getSecurely, "custom-key: custom-value"]],
    ],
    [
      "C.4, requests with Huffman codes",
      [
        "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff",
        "8286 84be 5886 a8eb 1064 9cbf",
        "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf",
      ],
      [get, [...get, "cache-control: no-cache"], [...getSecurely, "custom-key: custom-value"]],
    ],
    [
      "C.5, answers, with eviction",
      [
        `${table256} 4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32
        3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d`,
        "4803 3330 37c1 c0bf",
        `88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738 666f
        6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b
        2076 6572 7369 6f6e 3d31`,
      ],
      [found, foundAgain, ok],
    ],
    [
      "C.6, answers with Huffman codes, with eviction",
      [
        `${table256} 4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad
        1718 63c7 8f0b 97c8 e9ae 82ae 43d3`,
        "4883 640e ffc1 c0bf",
        `88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335
        dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07`,
      ],
      [found, foundAgain, ok],
    ],
  ])("%s", (_section, blocks, expected) => {
    const decoder = new HpackDecoder(limit);
    expect(blocks.map((block) => read(decoder, block.replaceAll("\n", "")))).toEqual(expected);
  });
});

describe("a block that is none", () => {
  it.each<[string, string, string]>([
    ["index 0", "80", violations.headerIndex],
    ["an index behind both tables", "be", violations.headerIndex],
    ["a name behind both tables", "7f 00 01 61", violations.headerIndex],
    ["a number that never ends", `ff ${"80".repeat(40)} 00`, violations.headerInteger],
    ["a number beyond 2^31", "7f ff ff ff ff ff 7f", violations.headerInteger],
    ["a number cut short", "ff 80", violations.headerCutShort],
    ["a string cut short", "00 05 61", violations.headerCutShort],
    ["a string without length", "00", violations.headerCutShort],
    ["a value that is missing", "00 01 61", violations.headerCutShort],
    ["the end mark of Huffman codes", "00 84 ff ff ff ff 00", violations.huffman],
    ["padding of zeros", "00 81 00 00", violations.huffman],
    ["padding of eight bits", "00 82 1f ff 00", violations.huffman],
    ["a code cut short", "00 81 fe 00", violations.huffman],
    ["a table larger than allowed", "3f e2 1f", violations.tableSize],
    ["a table resized after a field", "82 20", violations.tableSize],
  ])("%s ends the connection", (_what, hex, violation) => {
    expect(() => read(new HpackDecoder(limit), hex)).toThrow(violation);
  });

  it("is as large as its headers become, not as its bytes", () => {
    const large = encodeHeaders([["x", "y".repeat(3000)]]);
    const remembered = Uint8Array.of(0x40, ...large.subarray(1));
    const decoder = new HpackDecoder(limit);
    expect(decoder.decode(remembered)).toHaveLength(1);
    expect(() => decoder.decode(new Uint8Array(1000).fill(0xbe))).toThrow(violations.headersTooLarge);
  });

  it.each([
    ["headers of nothing", "00 00 00", violations.headersTooLarge],
    ["headers of nothing, to be remembered", "40 00 00", violations.headersTooLarge],
    ["a table resized over and over", "3f e1 1f", undefined],
  ])("may repeat %s, and takes linear time", (_what, hex, violation) => {
    const part = bytes(hex);
    const block = Uint8Array.from({ length: 3 * limit }, (_none, at) => part[at % part.length] as number);
    const decode = () => new HpackDecoder(limit).decode(block);
    if (violation === undefined) expect(decode()).toEqual([]);
    else expect(decode).toThrow(violation);
  });

  it("never brings down the process", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (block) => {
        try {
          new HpackDecoder(limit).decode(block);
        } catch (error) {
          expect((error as Error).name).toBe("ProtocolError");
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("encodeHeaders", () => {
  it("writes what is read again, with a table that stays empty", () => {
    const field = fc.tuple(fc.string({ minLength: 1 }), fc.string({ unit: "grapheme", maxLength: 300 }));
    fc.assert(
      fc.property(fc.array(field), (fields) => {
        const block = encodeHeaders(fields, emptyTable);
        expect(new HpackDecoder(limit).decode(block)).toEqual(fields);
      }),
      { numRuns: 200 },
    );
  });

  it("names known headers by number", () => {
    expect([
      ...encodeHeaders([
        [":method", "POST"],
        [":path", "/"],
      ]),
    ]).toEqual([0x83, 0x84]);
    expect(encodeHeaders([[":path", "/x"]])).toEqual(bytes("04022f78"));
  });
});

describe("another's encoder", () => {
  /** Sends a request with these values of a header by Node's HTTP/2; returns them as they are read, and their bytes on the way. */
  async function sentByNode(values: readonly string[]): Promise<{ read: readonly string[]; bytes: number }> {
    const blocks = new HeaderBlocks();
    let sent = 0;
    const [mine, theirs] = duplexPair();
    const fields = new Promise<readonly HeaderField[]>((resolve) => {
      const reader = new FrameReader((frame) => {
        if (frame.type !== frameType.headers && frame.type !== frameType.continuation) return;
        sent += frame.payload.length;
        const block = blocks.take(frame);
        if (block !== undefined) resolve(block.fields);
      });
      mine.once("data", (first: Buffer) => {
        reader.push(first.subarray(prefaceBytes));
        mine.on("data", (more: Buffer) => reader.push(more));
      });
    });
    const session = connect("http://localhost", { createConnection: () => theirs });
    session.on("error", () => {});
    session.request({ x: [...values] }).on("error", () => {});
    const read = (await fields).filter(([name]) => name === "x").map(([, value]) => value);
    session.destroy();
    return { read, bytes: sent };
  }

  it("writes every byte as this side reads it", async () => {
    const visible = Array.from({ length: 256 }, (_none, byte) => byte).filter((byte) => byte >= 32 && byte !== 127);
    // Among so many short codes, the long one of any byte stays a code.
    const values = visible.map((byte) => `${"a".repeat(60)}${String.fromCharCode(byte)}${"0".repeat(60)}`);
    const { read, bytes } = await sentByNode(values);
    expect(read.map((value) => Buffer.from(encodeUtf8(value)).toString("latin1"))).toEqual(values);
    expect(bytes).toBeLessThan(90 * values.length);
  });
});
