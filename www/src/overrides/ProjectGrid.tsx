import { useRef, type KeyboardEvent } from "react";
import { principalName, roleName, useConsole } from "../state/context";
import type { Cell } from "./cells";
import { GridCell } from "./GridCell";
import { SeatTally } from "./SeatTally";
import type { Cells } from "./use-cells";
import { cellKey } from "./use-turn";

const PAGE = 5;

/** The grid. One cell is in the tab order; arrow keys, Home, End and the page keys move on from it. */
export function ProjectGrid({ cells, active }: { cells: Cells; active: Cell }) {
  const state = useConsole();
  const { place, becomes } = state;
  const { people, projects, workspaces } = cells;
  const table = useRef<HTMLTableElement>(null);
  const show = (cell: Cell) => cellKey(cell) !== place.view.cell && becomes({ view: { ...place.view, cell: cellKey(cell) } });
  const move = (event: KeyboardEvent) => {
    const row = people.findIndex(({ id }) => id === active.principal);
    const column = projects.findIndex(({ id }) => id === active.project.id);
    const to = target(event, row, column, people.length - 1, projects.length - 1);
    if (!to) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-row="${to[0]}"][data-column="${to[1]}"]`)?.focus();
  };
  return (
    <div className="table-frame project-grid">
      <table ref={table} role="grid" aria-label="Project-level edit, people by projects" onKeyDown={move}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              Person
            </th>
            {workspaces.map(({ scope, projects: own }) => (
              <th key={scope.id} scope="colgroup" colSpan={own.length} className="grid-workspace">
                {scope.name ?? scope.id} <SeatTally scope={scope.id} />
              </th>
            ))}
          </tr>
          <tr>
            {workspaces.flatMap(({ projects: own }) =>
              own.map((project, index) => (
                <th key={project.id} scope="col" className={index === 0 ? "grid-project grid-edge" : "grid-project"}>
                  {project.name ?? project.id}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {people.map((person, row) => (
            <tr key={person.id}>
              <th scope="row">
                <span className="grid-person">{principalName(state, person.id)}</span>
                <span className="muted">{rolesOf(state, person.id)}</span>
              </th>
              {projects.map((project, column) => (
                <td key={project.id} className={workspaces.some(({ projects: own }) => own[0] === project) ? "grid-edge" : undefined}>
                  <GridCell
                    cell={cells.at(person.id, project.id)}
                    row={row}
                    column={column}
                    active={person.id === active.principal && project.id === active.project.id}
                    moved={cells.moved(person.id, project.id)}
                    onFocus={show}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function rolesOf(state: ReturnType<typeof useConsole>, principal: string): string {
  const { directory } = state.server;
  if (directory.principals().some(({ id, active }) => id === principal && !active)) return "inactive";
  return [...new Set(directory.roleAssignments({ principal }).map(({ role }) => roleName(state, role)))].join(", ");
}

/** Where a key leads from a cell; nothing for keys that are not the grid's. */
function target({ key, ctrlKey }: KeyboardEvent, row: number, column: number, lastRow: number, lastColumn: number): [number, number] | null {
  const within = (at: number) => Math.min(Math.max(at, 0), lastRow);
  switch (key) {
    case "ArrowUp":
      return [within(row - 1), column];
    case "ArrowDown":
      return [within(row + 1), column];
    case "PageUp":
      return [within(row - PAGE), column];
    case "PageDown":
      return [within(row + PAGE), column];
    case "ArrowLeft":
      return [row, Math.max(column - 1, 0)];
    case "ArrowRight":
      return [row, Math.min(column + 1, lastColumn)];
    case "Home":
      return [ctrlKey ? 0 : row, 0];
    case "End":
      return [ctrlKey ? lastRow : row, lastColumn];
    default:
      return null;
  }
}
