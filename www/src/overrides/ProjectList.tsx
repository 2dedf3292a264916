import { useId, useState } from "react";
import { SelectField } from "../parts/fields";
import { Switch } from "../parts/Switch";
import { principalName, useConsole } from "../state/context";
import { Because } from "./CellDetail";
import { CellRefusal } from "./CellRefusal";
import { WAYS, type Cell } from "./cells";
import { SeatTally } from "./SeatTally";
import type { Cells } from "./use-cells";
import { useTurn } from "./use-turn";

interface Props {
  cells: Cells;
  by: "person" | "project";
  active: Cell;
}

/** The same as the grid, for one person or one project at a time: the way for a narrow screen. */
export function ProjectList({ cells, by, active }: Props) {
  const state = useConsole();
  const { place, goTo } = state;
  const { people, projects, workspaces } = cells;
  if (by === "person") {
    return (
      <>
        <SelectField
          label="Person"
          value={active.principal}
          options={people.map(({ id }) => ({ value: id, label: principalName(state, id) }))}
          onChange={(next) => goTo({ view: { ...place.view, cell: `${next}~${active.project.id}` } })}
        />
        {workspaces.map(({ scope, projects: own }) => (
          <div key={scope.id} className="panel" role="group" aria-label={scope.name ?? scope.id}>
            <h3 className="user-name">
              {scope.name ?? scope.id} <SeatTally scope={scope.id} />
            </h3>
            <ul className="rows">
              {own.map((project) => (
                <Row key={project.id} label={project.name ?? project.id} cell={cells.at(active.principal, project.id)} />
              ))}
            </ul>
          </div>
        ))}
      </>
    );
  }
  const workspace = workspaces.find(({ projects: own }) => own.some(({ id }) => id === active.project.id));
  return (
    <>
      <SelectField
        label="Project"
        value={active.project.id}
        options={projects.map(({ id, name }) => ({ value: id, label: name ?? id }))}
        onChange={(next) => goTo({ view: { ...place.view, cell: `${active.principal}~${next}` } })}
      />
      <div className="panel">
        <h3 className="user-name">
          {workspace?.scope.name} {workspace && <SeatTally scope={workspace.scope.id} />}
        </h3>
        <ul className="rows">
          {people.map((person) => (
            <Row key={person.id} label={principalName(state, person.id)} cell={cells.at(person.id, active.project.id)} />
          ))}
        </ul>
      </div>
    </>
  );
}

function Row({ label, cell }: { label: string; cell: Cell }) {
  const turn = useTurn();
  const id = useId();
  const [tried, setTried] = useState(false);
  const refuse = () => {
    setTried(true);
    turn(cell);
  };
  return (
    <li className="row">
      <Switch label={label} on={cell.override !== undefined} disabled={cell.refusals.length > 0} onRefused={refuse} describedBy={id} onChange={() => turn(cell)} />
      <p>
        <span className={`cell-mark cell-by-${cell.way}`} aria-hidden="true" /> <span className="first-up">{WAYS[cell.way].text}</span>
      </p>
      <Because cell={cell} />
      <CellRefusal id={id} cell={cell} tried={tried} />
    </li>
  );
}
