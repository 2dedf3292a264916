import { useMemo } from "react";
import type { MatrixModel } from "./matrix-model";
import { useTyped } from "../parts/use-typed";

export interface Cursor {
  row: number;
  column: number;
}

/** The cell in focus: `role permission` of the address, or the first that is granted. It is written there when the keys rest. */
export function useCursor(model: MatrixModel): [Cursor, (to: Cursor) => void] {
  const [written, write] = useTyped("cell");
  const cursor = useMemo(() => {
    const [role = "", permission = ""] = written.split(" ");
    const row = model.rows.findIndex((entry) => entry.role.id === role);
    const column = model.columns.findIndex(({ id }) => id === permission);
    const held = model.rows[Math.max(row, 0)]?.cells[0]?.column ?? 0;
    return { row: Math.max(row, 0), column: column < 0 ? held : column };
  }, [written, model]);
  const move = ({ row, column }: Cursor) => {
    const next = { row: within(row, model.rows.length), column: within(column, model.columns.length) };
    write(`${model.rows[next.row]?.role.id} ${model.columns[next.column]?.id}`);
  };
  return [cursor, move];
}

function within(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1);
}
