import assert from "node:assert/strict";
import { test } from "node:test";
import { words } from "./words.js";

test("quotes keep words together", () => assert.deepEqual(words("a 'b c'"), ["a", "b c"]));
