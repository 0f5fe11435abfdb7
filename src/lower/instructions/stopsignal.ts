import type { StopsignalInstruction } from "../../dockerfile/ast/stopsignal.ts";
import { parseSignal } from "../../go/signal.ts";
import { expander } from "../expander.ts";
import type { Step } from "../lowering-stage.ts";

/** STOPSIGNAL. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchStopSignal */
export function lowerStopsignal(step: Step<StopsignalInstruction>): void {
  const { stage, instruction } = step;
  const signal = expander(step)(instruction.signal);
  parseSignal(signal);
  stage.image.stopSignal = signal;
  stage.image.addHistory(`STOPSIGNAL ${signal}`);
}
