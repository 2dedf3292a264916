import { useRef, type KeyboardEvent } from "react";
import { rolesText } from "../access/in-effect";
import { principalName, useConsole } from "../state/context";
import { gridStep } from "../parts/grid-keys";
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
    const from = { row: people.findIndex(({ id }) => id === active.principal), column: projects.findIndex(({ id }) => id === active.project.id) };
    const to = gridStep(event, from, { rows: people.length, columns: projects.length }, PAGE);
    if (!to) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-row="${to.row}"][data-column="${to.column}"]`)?.focus();
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
  return rolesText(state.server, principal);
}
