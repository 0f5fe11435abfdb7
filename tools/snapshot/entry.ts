/** The script from which Node makes the frontend's snapshot. What starts from the snapshot begins with `runFrontend`. */
import { startupSnapshot } from "node:v8";
import { runFrontend } from "../../src/node/frontend-process.ts";
import { rehearse } from "./rehearsal.ts";

startupSnapshot.setDeserializeMainFunction(runFrontend);
// Node waits for it, and fails where it fails.
void rehearse();
