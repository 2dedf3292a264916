import { IssueList } from "../parts/IssueList";
import type { Cell } from "./cells";

interface Props {
  id: string;
  cell: Cell;
  /** Whether it was pressed. Before that it is a note and no alarm: nobody has been refused anything. */
  tried: boolean;
}

/** Why a switch in a list cannot be turned. */
export function CellRefusal({ id, cell, tried }: Props) {
  return (
    <div id={id} className={tried ? undefined : "issues-quiet"}>
      <IssueList issues={cell.refusals} />
    </div>
  );
}
