/**
 * Text whose cells end in a tab, aligned in columns of spaces: each column is as wide as its widest cell, counted in
 * code points, plus `padding`. A column is a run of lines that have a cell there; what follows a line's last tab is
 * no cell. @mirrors text/tabwriter Writer (no flags, no least width, spaces)
 */
export function alignColumns(text: string, padding: number): string {
  const lines = splitCells(text);
  const widths = columnWidths(lines, padding);
  const parts: string[] = [];
  for (const [at, { cells, section }] of lines.entries()) {
    const own = widths[at] as readonly number[];
    for (const [column, cell] of cells.entries()) {
      const width = own[column];
      parts.push(cell.text);
      if (width !== undefined) parts.push(" ".repeat(width - cell.width));
    }
    if (section !== "last") parts.push("\n");
  }
  return parts.join("");
}

interface Cell {
  readonly text: string;
  readonly width: number;
}

interface CellLine {
  /** All cells; the last one ends in no tab. */
  readonly cells: readonly Cell[];
  /** How the line ends: `break` after a form feed, below which columns start anew. */
  readonly section: "line" | "break" | "last";
}

function splitCells(text: string): readonly CellLine[] {
  const lines: CellLine[] = [];
  let cells: Cell[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Tab, line feed, vertical tab, form feed.
    if (unit < 0x09 || unit > 0x0c) continue;
    cells.push(cellOf(text.slice(from, at)));
    from = at + 1;
    if (unit === 0x0a || unit === 0x0c) {
      lines.push({ cells, section: unit === 0x0c ? "break" : "line" });
      cells = [];
    }
  }
  cells.push(cellOf(text.slice(from)));
  lines.push({ cells, section: "last" });
  return lines;
}

function cellOf(text: string): Cell {
  let width = 0;
  for (const _ of text) width++;
  return { text, width };
}

/** The width of each cell that ends in a tab, by line. Column by column, since a run only ever narrows to the right. */
function columnWidths(lines: readonly CellLine[], padding: number): readonly (readonly number[])[] {
  const widths: number[][] = lines.map(() => []);
  let open = lines.map((_, at) => at);
  for (let column = 0; open.length > 0; column++) {
    open = open.filter((at) => (lines[at] as CellLine).cells.length > column + 1);
    for (const run of runs(open, lines)) {
      let width = 0;
      for (const at of run) width = Math.max(width, ((lines[at] as CellLine).cells[column] as Cell).width + padding);
      for (const at of run) (widths[at] as number[]).push(width);
    }
  }
  return widths;
}

function runs(open: readonly number[], lines: readonly CellLine[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  let previous = -2;
  for (const at of open) {
    if (at === previous + 1 && (lines[previous] as CellLine).section === "line") (found.at(-1) as number[]).push(at);
    else found.push([at]);
    previous = at;
  }
  return found;
}
