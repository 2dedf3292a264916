import { PermissionId } from "../parts/PermissionId";
import { roleName, useConsole } from "../state/context";
import { BasisMark } from "./Basis";
import type { MatrixModel } from "./matrix-model";
import type { GridPlace } from "../parts/grid-keys";
import { rolePage } from "./words";

/** The cell in focus in words: which role, which permission, granted or not, on what that rests. */
export function CellLine({ model, cursor }: { model: MatrixModel; cursor: GridPlace }) {
  const state = useConsole();
  const role = model.rows[cursor.row]?.role;
  const permission = model.columns[cursor.column];
  if (!role || !permission) return null;
  const cell = model.rows[cursor.row]?.cells.find(({ column }) => column === cursor.column);
  return (
    <div className="cell-line" role="group" aria-label="The cell in focus">
      {cell ? <BasisMark basis={cell.basis} /> : <span className="basis basis-none" aria-hidden="true" />}
      <div>
        <p>
          <a href={state.hrefTo({ page: rolePage(role.id), view: {} })}>{role.name}</a> {cell ? "may" : "may not"}{" "}
          <strong>{permission.title.replace(/^./, (letter) => letter.toLowerCase())}</strong>{" "}
          <span className="muted">
            <PermissionId id={permission.id} />
          </span>
        </p>
        <p className="muted">
          {cell ? cell.basis : "not granted"}
          {cell?.why && `: ${cell.why}`}
          {cell?.inheritedFrom && `, from ${roleName(state, cell.inheritedFrom)}`}
        </p>
      </div>
    </div>
  );
}
