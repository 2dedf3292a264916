import type { KeyboardEvent } from "react";
import type { Cursor } from "./use-cursor";

const PAGE = 10;
const END = Number.MAX_SAFE_INTEGER;

/** Where a key leads from a cell; null: it is no key of the grid. Beyond the edge is the edge. */
export function step({ key, ctrlKey }: KeyboardEvent, { row, column }: Cursor): Cursor | null {
  switch (key) {
    case "ArrowLeft":
      return { row, column: column - 1 };
    case "ArrowRight":
      return { row, column: column + 1 };
    case "ArrowUp":
      return { row: row - 1, column };
    case "ArrowDown":
      return { row: row + 1, column };
    case "Home":
      return { row: ctrlKey ? 0 : row, column: 0 };
    case "End":
      return { row: ctrlKey ? END : row, column: END };
    case "PageUp":
      return { row: row - PAGE, column };
    case "PageDown":
      return { row: row + PAGE, column };
    default:
      return null;
  }
}
