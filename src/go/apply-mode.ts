import { type ModeStep, permissionBits } from "./chmod-mode.ts";

/** A file mode as Go counts it: nine permission bits, and these. */
const goSetUid = 2 ** 23;
const goSetGid = 2 ** 22;
const goSticky = 2 ** 20;
const goDirectory = 2 ** 31;

/** The Go file mode that the steps make of a Go file mode. @mirrors github.com/tonistiigi/dchapes-mode Set.Apply */
export function applyMode(steps: readonly ModeStep[], mode: number): number {
  const before = chmodBits(mode);
  let bits = before;
  for (const step of steps) {
    if (step.step === "+") bits |= step.bits;
    else if (step.step === "-") bits &= ~step.bits;
    else if (step.step === "X") {
      if ((before & 0o111) !== 0 || hasBit(mode, goDirectory)) bits |= step.bits;
    } else bits = copied(step, bits, (bits >> classShift[step.step]) & 7);
  }
  const kept = mode - goBits(before);
  return kept + goBits(bits & permissionBits);
}

/** The steps as the reference's package prints them. @mirrors github.com/tonistiigi/dchapes-mode Set.String */
export function formatMode(steps: readonly ModeStep[]): string {
  const lines = steps.map((step) => {
    const clears = step.copy === "-" || step.copy === "=" ? " CLR" : "";
    const sets = step.copy === "+" || step.copy === "=" ? " SET" : "";
    const classes = step.to.map((name) => ` ${name.toUpperCase()}BITS`).join("");
    const copies = step.copy === "" ? "" : ` cmd2:${clears}${sets}${classes}`;
    return `cmd: '${step.step}' bits ${`0${step.bits.toString(8)}`.padStart(5, "0")}${copies}\n`;
  });
  return `set: {\n${lines.join("")}}`;
}

const classShift = { u: 6, g: 3, o: 0 } as const;

function copied(step: ModeStep, bits: number, source: number): number {
  let result = bits;
  for (const name of step.to) {
    const target = source << classShift[name];
    if (step.copy !== "+") result &= ~((step.copy === "=" ? 7 << classShift[name] : target) & step.bits);
  }
  for (const name of step.to) if (step.copy !== "-") result |= (source << classShift[name]) & step.bits;
  return result;
}

function chmodBits(mode: number): number {
  const special = (hasBit(mode, goSetUid) ? 0o4000 : 0) | (hasBit(mode, goSetGid) ? 0o2000 : 0);
  return (mode & 0o777) | special | (hasBit(mode, goSticky) ? 0o1000 : 0);
}

function goBits(bits: number): number {
  const special = (bits & 0o4000 ? goSetUid : 0) + (bits & 0o2000 ? goSetGid : 0);
  return (bits & 0o777) + special + (bits & 0o1000 ? goSticky : 0);
}

function hasBit(mode: number, bit: number): boolean {
  return Math.floor(mode / bit) % 2 === 1;
}
