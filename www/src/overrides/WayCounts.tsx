import { WAYS, type Way } from "./cells";
import type { Cells } from "./use-cells";

/** How many cells there are of each kind: the legend of the grid, live. */
export function WayCounts({ cells }: { cells: Cells }) {
  const all = cells.people.flatMap(({ id }) => cells.projects.map((project) => cells.at(id, project.id)));
  return (
    <ul className="cell-counts" aria-label="Cells of each kind">
      {(Object.keys(WAYS) as Way[]).map((way) => (
        <li key={way} className="cell-count">
          <span className={`cell-mark cell-by-${way}`} aria-hidden="true" />
          {WAYS[way].text} <strong>{all.filter((cell) => cell.way === way).length}</strong>
        </li>
      ))}
      <li className="cell-count">
        <span className="cell-mark cell-moved" aria-hidden="true" />
        changed by the last step <strong>{all.filter((cell) => cells.moved(cell.principal, cell.project.id)).length}</strong>
      </li>
    </ul>
  );
}
