import { memo } from "react";
import type { Permission } from "rolescope/slim";
import { useConsole } from "../state/context";
import { BASES, rolePage } from "./words";
import type { Cell, MatrixRow } from "./matrix-model";

interface Props {
  row: MatrixRow;
  columns: readonly Permission[];
  rowIndex: number;
  /** The column that has the focus in this row; -1: none. */
  focused: number;
}

/** One role: its name, which stays in sight, and a cell for each permission that it has. */
export function MatrixRole(props: Props) {
  const { hrefTo } = useConsole();
  return <Row {...props} href={hrefTo({ page: rolePage(props.row.role.id), view: {} })} />;
}

const Row = memo(function Row({ row, columns, rowIndex, focused, href }: Props & { href: string }) {
  const { role, cells } = row;
  const cell = (column: number, granted?: Cell) => {
    const title = columns[column]?.title ?? "";
    const basis = granted && BASES.find((entry) => entry.basis === granted.basis);
    const said = granted ? `${granted.basis}${granted.why ? `, ${granted.why}` : ""}` : "not granted";
    return (
      <span
        key={column}
        role="gridcell"
        aria-colindex={column + 2}
        aria-label={`${role.name}, ${title}: ${said}`}
        tabIndex={column === focused ? 0 : -1}
        className={basis ? `matrix-cell basis-${basis.basis}` : "matrix-cell"}
        style={{ left: `${(100 * column) / columns.length}%` }}
      >
        {basis?.letter}
      </span>
    );
  };
  const drawn = cells.map((granted) => cell(granted.column, granted));
  // One that is not granted is an element only while it has the focus. It stands where a reader expects it.
  if (focused >= 0 && !cells.some(({ column }) => column === focused)) drawn.splice(cells.filter(({ column }) => column < focused).length, 0, cell(focused));
  return (
    <div role="row" className="matrix-row" aria-rowindex={rowIndex} data-focused={focused >= 0 || undefined}>
      <div role="rowheader" aria-colindex={1} className="matrix-name">
        <a href={href} tabIndex={-1} title={role.name}>
          {role.name}
        </a>
      </div>
      <div className="matrix-track" data-row={row.index}>
        {drawn}
      </div>
    </div>
  );
});
