import { useMemo } from "react";
import type { MatrixModel } from "./matrix-model";
import type { GridPlace } from "../parts/grid-keys";
import { useTyped } from "../parts/use-typed";

/** The cell in focus: `role permission` of the address, or the first that is granted. It is written there when the keys rest. */
export function useCursor(model: MatrixModel): [GridPlace, (to: GridPlace) => void] {
  const [written, write] = useTyped("cell");
  const cursor = useMemo(() => {
    const [role = "", permission = ""] = written.split(" ");
    const row = model.rows.findIndex((entry) => entry.role.id === role);
    const column = model.columns.findIndex(({ id }) => id === permission);
    const held = model.rows[Math.max(row, 0)]?.cells[0]?.column ?? 0;
    return { row: Math.max(row, 0), column: column < 0 ? held : column };
  }, [written, model]);
  const move = ({ row, column }: GridPlace) => {
    write(`${model.rows[row]?.role.id} ${model.columns[column]?.id}`);
  };
  return [cursor, move];
}
