import type { KeyboardEvent } from "react";

/** A cell of a grid, counted from zero. */
export interface GridPlace {
  row: number;
  column: number;
}

/** Where a key leads from a cell of a grid of `rows` × `columns`; null: it is no key of a grid. Beyond the edge is the edge. */
export function gridStep({ key, ctrlKey }: KeyboardEvent, { row, column }: GridPlace, size: { rows: number; columns: number }, page: number): GridPlace | null {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const at = (toRow: number, toColumn: number) => ({ row: within(toRow, last.row), column: within(toColumn, last.column) });
  switch (key) {
    case "ArrowLeft":
      return at(row, column - 1);
    case "ArrowRight":
      return at(row, column + 1);
    case "ArrowUp":
      return at(row - 1, column);
    case "ArrowDown":
      return at(row + 1, column);
    case "PageUp":
      return at(row - page, column);
    case "PageDown":
      return at(row + page, column);
    case "Home":
      return at(ctrlKey ? 0 : row, 0);
    case "End":
      return at(ctrlKey ? last.row : row, last.column);
    default:
      return null;
  }
}

function within(index: number, last: number): number {
  return Math.min(Math.max(index, 0), last);
}
