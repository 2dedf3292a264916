import { useLayoutEffect, useRef, type CSSProperties, type KeyboardEvent, type MouseEvent } from "react";
import { useConsole } from "../state/context";
import { MatrixHead } from "./MatrixHead";
import type { MatrixModel } from "./matrix-model";
import { MatrixRole } from "./MatrixRole";
import type { Cursor } from "./use-cursor";
import { capital, rolePage, spaced } from "./words";

interface Props {
  model: MatrixModel;
  large: boolean;
  cursor: Cursor;
  onMove: (to: Cursor) => void;
}

const PAGE = 10;
const END = Number.MAX_SAFE_INTEGER;

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
  }, [cursor]);
  const move = (to: Cursor) => {
    focusNext.current = true;
    onMove(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const role = model.rows[cursor.row]?.role;
    if (event.key === "Enter" && role) return goTo({ page: rolePage(role.id), view: {} });
    const to = step(event, cursor);
    if (!to) return;
    event.preventDefault();
    move(to);
  };
  const onClick = (event: MouseEvent) => {
    const track = (event.target as Element).closest<HTMLElement>(".matrix-track");
    if (!track) return;
    const { left, width } = track.getBoundingClientRect();
    move({ row: Number(track.dataset.row), column: Math.floor(((event.clientX - left) / width) * model.columns.length) });
  };
  const heads = large ? 2 : 1;
  let rowIndex = heads;
  const style = { "--columns": model.columns.length, "--column": cursor.column, "--bands": bands(model) } as CSSProperties;
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
  );
}

function step({ key, ctrlKey }: KeyboardEvent, { row, column }: Cursor): Cursor | null {
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

/** Every second product has a ground of its own, so that one sees where each begins. */
function bands({ products, columns }: MatrixModel): string {
  let done = 0;
  const stops = products.flatMap(({ entries }, index) => {
    const from = (100 * done) / columns.length;
    done += entries.length;
    const colour = index % 2 === 0 ? "transparent" : "var(--band)";
    return [`${colour} ${from}%`, `${colour} ${(100 * done) / columns.length}%`];
  });
  return `linear-gradient(to right, ${stops.join(", ")})`;
}

/** Scrolls the frame, and no more than that, until the cell is clear of the headers. */
function reveal(frame: HTMLElement, cell: HTMLElement): void {
  const head = frame.querySelector(".matrix-head")?.getBoundingClientRect();
  const name = frame.querySelector(".matrix-corner")?.getBoundingClientRect();
  const [outer, inner] = [frame.getBoundingClientRect(), cell.getBoundingClientRect()];
  if (!head || !name) return;
  if (inner.left < name.right) frame.scrollLeft -= name.right - inner.left + inner.width;
  else if (inner.right > outer.right) frame.scrollLeft += inner.right - outer.right + inner.width;
  if (inner.top < head.bottom) frame.scrollTop -= head.bottom - inner.top + inner.height;
  else if (inner.bottom > outer.bottom) frame.scrollTop += inner.bottom - outer.bottom + inner.height;
}
