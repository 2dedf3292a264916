import { useLayoutEffect, useRef, type CSSProperties, type KeyboardEvent, type MouseEvent } from "react";
import { useConsole } from "../state/context";
import { gridStep, type GridPlace } from "../parts/grid-keys";
import { bands, reveal } from "./matrix-frame";
import { MatrixHead } from "./MatrixHead";
import type { MatrixModel } from "./matrix-model";
import { MatrixRole } from "./MatrixRole";
import { capital, rolePage, spaced } from "./words";

interface Props {
  model: MatrixModel;
  large: boolean;
  cursor: GridPlace;
  onMove: (to: GridPlace) => void;
}

const PAGE = 10;

/** Only what is granted, and the cell in focus, are elements: of 10,915 cells of a large catalog that leaves some 600. */
export function MatrixGrid({ model, large, cursor, onMove }: Props) {
  const { goTo } = useConsole();
  const frame = useRef<HTMLDivElement>(null);
  const focusNext = useRef(false);
  useLayoutEffect(() => {
    const cell = frame.current?.querySelector<HTMLElement>("[tabindex='0']");
    if (!cell || !frame.current) return;
    reveal(frame.current, cell);
    if (!focusNext.current) return;
    focusNext.current = false;
    cell.focus({ preventScroll: true });
    frame.current.scrollIntoView({ block: "nearest" });
  }, [cursor]);
  const move = (to: GridPlace) => {
    focusNext.current = true;
    onMove(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const role = model.rows[cursor.row]?.role;
    if (event.key === "Enter" && role) return goTo({ page: rolePage(role.id), view: {} });
    const to = gridStep(event, cursor, { rows: model.rows.length, columns: model.columns.length }, PAGE);
    if (!to) return;
    event.preventDefault();
    move(to);
  };
  const onClick = (event: MouseEvent) => {
    const track = (event.target as Element).closest<HTMLElement>(".matrix-track");
    if (!track?.dataset.row) return;
    const { left, width } = track.getBoundingClientRect();
    move({ row: Number(track.dataset.row), column: Math.floor(((event.clientX - left) / width) * model.columns.length) });
  };
  const heads = large ? 2 : 1;
  let rowIndex = heads;
  const style = { "--columns": model.columns.length, "--bands": bands(model) } as CSSProperties;
  return (
    <div
      ref={frame}
      className={large ? "matrix matrix-large" : "matrix"}
      role="grid"
      aria-label="Roles and their permissions"
      aria-rowcount={heads + model.kinds.length + model.rows.length}
      aria-colcount={model.columns.length + 1}
      style={style}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <MatrixHead model={model} large={large} column={cursor.column} />
      <div className="matrix-body">
        {/* The column of the cell in focus. */}
        <div className="matrix-row matrix-mark" aria-hidden="true">
          <div className="matrix-name" />
          <div className="matrix-track">
            <div className="matrix-cell" style={{ left: `${(100 * cursor.column) / model.columns.length}%` }} />
          </div>
        </div>
        {model.kinds.map(({ title, entries }) => {
          rowIndex += 1 + entries.length;
          return (
            <div key={title} role="rowgroup" className="matrix-kind">
              <div role="row" className="matrix-row" aria-rowindex={rowIndex - entries.length}>
                <div role="rowheader" className="matrix-name matrix-kind-name">
                  {capital(spaced(title))} <span className="muted">{entries.length}</span>
                </div>
              </div>
              {entries.map((row, index) => (
                <MatrixRole
                  key={row.role.id}
                  row={row}
                  columns={model.columns}
                  rowIndex={rowIndex - entries.length + 1 + index}
                  focused={row.index === cursor.row ? cursor.column : -1}
                />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
