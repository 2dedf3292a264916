import { principalName, useConsole } from "../state/context";
import { WAYS, type Cell } from "./cells";
import { useTurn } from "./use-turn";

interface Props {
  cell: Cell;
  row: number;
  column: number;
  /** The one that is in the tab order. */
  active: boolean;
  /** The last step changed it. */
  moved: boolean;
  onFocus: (cell: Cell) => void;
}

/** What one person may do at one project, and the switch of the override. A refused one says why when it is pressed. */
export function GridCell({ cell, row, column, active, moved, onFocus }: Props) {
  const state = useConsole();
  const turn = useTurn();
  const { short, by, text } = WAYS[cell.way];
  const idle = cell.override !== undefined && cell.way !== "override";
  const refused = cell.refusals.length > 0;
  const words = [text, idle && "override without effect", moved && "changed by the last step"].filter(Boolean).join(", ");
  return (
    <button
      type="button"
      role="switch"
      aria-checked={cell.override !== undefined}
      aria-disabled={refused || undefined}
      aria-label={`${principalName(state, cell.principal)}, ${cell.project.name ?? cell.project.id}: ${words}`}
      aria-describedby={active ? "cell-detail" : undefined}
      className={`cell cell-by-${cell.way}${moved ? " cell-moved" : ""}`}
      tabIndex={active ? 0 : -1}
      data-row={row}
      data-column={column}
      data-active={active || undefined}
      onFocus={() => onFocus(cell)}
      onClick={() => turn(cell)}
    >
      <span>
        {short}
        {(by || idle) && <small>{idle ? "override, no effect" : by}</small>}
      </span>
      {!refused && <span className="cell-track" aria-hidden="true" />}
    </button>
  );
}
