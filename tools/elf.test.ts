import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { elfMachines, readElf } from "./elf.ts";

const machine = process.arch === "arm64" ? elfMachines.arm64 : elfMachines.amd64;

test("node is a program for this machine that asks for a loader", () => {
  expect(readElf(readFileSync(process.execPath))).toEqual({ machine, isStatic: false });
});

test("text is no ELF file", () => {
  expect(readElf(Buffer.from("#!/bin/sh\n".repeat(10)))).toBeUndefined();
  expect(readElf(new Uint8Array())).toBeUndefined();
});
