import { GoError } from "../../go/go-error.ts";
import { parseBool } from "../../go/parse-number.ts";
import { suggest, withSuggestion } from "../../go/suggest.ts";
import type { Device } from "../ast/run.ts";
import { deviceNameSet, invalidValue, notKeyValue, unexpectedKey, unparsedDevices } from "../messages.ts";
import { type Field, fieldsOf } from "./fields.ts";

/** The device of a `--device`; throws a GoError. @mirrors frontend/dockerfile/instructions ParseDevice */
export function parseDevice(text: string): Device {
  let name = "";
  let required = false;
  for (const field of deviceFields(text)) {
    if (field.value === undefined) {
      if (field.key === "required") required = true;
      else if (name === "") name = field.text;
      else throw new GoError(notKeyValue(field.text));
    } else if (field.key === "name") {
      if (name !== "") throw new GoError(deviceNameSet(name));
      name = field.value;
    } else if (field.key === "required") required = booleanOf(field.key, field.value);
    else if (name === "") name = field.text;
    else {
      const message = unexpectedKey(field.key, field.text);
      throw new GoError(withSuggestion(message, suggest(field.key, ["name", "required"], true)));
    }
  }
  return { name, required };
}

function deviceFields(text: string): Field[] {
  try {
    return fieldsOf(text);
  } catch (error) {
    throw error instanceof GoError ? new GoError(unparsedDevices(error.message)) : error;
  }
}

function booleanOf(key: string, value: string): boolean {
  try {
    return parseBool(value);
  } catch (error) {
    throw error instanceof GoError ? new GoError(invalidValue(key, value)) : error;
  }
}
