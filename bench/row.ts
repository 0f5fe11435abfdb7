import type { Sides } from "./side.ts";

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly values: Sides<number>;
  /** What was measured, such as "20 rounds". */
  readonly note?: string;
}

/** The table of some rows, with ours divided by the reference's. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ["", "ours", "reference", "ratio", ""],
    ...rows.map(({ what, unit, values, note }) => [
      what,
      `${figure(values.ours)} ${unit}`,
      `${figure(values.reference)} ${unit}`,
      Number.isFinite(values.reference) ? (values.ours / values.reference).toFixed(2) : "-",
      note ?? "",
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => align(cell, widths[at], at))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function align(cell: string, width: number | undefined, column: number): string {
  if (width === undefined) return cell;
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** Three digits that count, or all before the point. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
