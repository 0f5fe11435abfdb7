import type { HealthcheckInstruction } from "../../dockerfile/ast/healthcheck.ts";
import { formatDuration } from "../../go/duration.ts";
import { formatList } from "../../go/quote.ts";
import { placed, type Step } from "../lowering-stage.ts";

/** HEALTHCHECK. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchHealthcheck */
export function lowerHealthcheck(step: Step<HealthcheckInstruction>): void {
  const { stage, instruction } = step;
  stage.context.observer.commandSet(placed(step), stage.image.shell);
  const { health } = instruction;
  stage.image.healthcheck = { ...health, retries: BigInt(health.retries) };
  const fields = [
    `Test:${formatList(health.test)}`,
    `Interval:${formatDuration(health.interval)}`,
    `Timeout:${formatDuration(health.timeout)}`,
    `StartPeriod:${formatDuration(health.startPeriod)}`,
    `StartInterval:${formatDuration(health.startInterval)}`,
    `Retries:${health.retries}`,
  ];
  stage.image.addHistory(`HEALTHCHECK {${fields.join(" ")}}`);
}
