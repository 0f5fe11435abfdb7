/** A kind of Dockerfile that comes in many sizes. */
export interface Shape {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly dockerfile: (size: number) => string;
}

const kibi = 1024;

const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join("");

/** What must not cost more than in proportion to its length. */
export const shapes: readonly Shape[] = [
  {
    name: "RUN lines",
    sizes: [1_000, 5_000, 10_000, 20_000, 50_000],
    dockerfile: (count) => `FROM alpine\n${lines(count, (at) => `RUN echo ${at}\n`)}`,
  },
  {
    name: "stages",
    sizes: [10, 100, 500, 1_000, 2_000],
    dockerfile: (count) =>
      lines(count, (at) => `FROM ${at === 0 ? "alpine" : `s${at - 1}`} AS s${at}\nRUN echo ${at}\nCOPY f${at} /\n`),
  },
  {
    name: "heredoc KiB",
    sizes: [10, 100, kibi, 10 * kibi],
    dockerfile: (size) => `FROM alpine\nCOPY <<EOF /f\n${"0123456789abcde\n".repeat((size * kibi) / 16)}EOF\n`,
  },
  {
    name: "lines of 200 words",
    sizes: [5_000],
    dockerfile: (count) => `FROM alpine\n${lines(count, (at) => `RUN echo ${at}${" word".repeat(200)}\n`)}`,
  },
  {
    name: "ENV and RUN pairs",
    sizes: [2_000],
    dockerfile: (count) => `FROM alpine\n${lines(count, (at) => `ENV V${at}=${at}\nRUN echo $V${at}\n`)}`,
  },
];
