import { useId, useState } from "react";
import type { Scope } from "rolescope/slim";
import { withSaved } from "../state/address";
import { OVERRIDES } from "../state/sections";
import { principalName, scopeName, useConsole } from "../state/context";
import { Icon } from "../parts/Icon";
import { Switch } from "../parts/Switch";
import { Because } from "./CellDetail";
import { CellRefusal } from "./CellRefusal";
import { cellAt, EDIT } from "./cells";
import { usePolicy } from "./policy";
import { turnedText } from "./use-turn";

/** Project-level edit for one person: a widen row for each project, switched on and off in the data. */
export function ProjectAccess() {
  const state = useConsole();
  const projects = state.session.scopes().filter((scope) => scope.type === "project");
  if (projects.length === 0) {
    return (
      <div className="empty empty-small">
        <Icon name="box" />
        <p>{principalName(state)} reaches no project.</p>
      </div>
    );
  }
  return (
    <div className="stack">
      <p className="muted">
        Gives {principalName(state)} edit access to one project, by an override. Each switch is a change set, saved with full authority.
        The server makes it and sends a new snapshot.
      </p>
      <ul className="rows">
        {projects.map((project) => (
          <Project key={project.id} project={project} />
        ))}
      </ul>
      <a href={state.hrefTo({ page: OVERRIDES })}>All people and projects</a>
    </div>
  );
}

function Project({ project }: { project: Scope }) {
  const state = useConsole();
  const { server, session, place, goTo } = state;
  const { widening } = usePolicy();
  const id = useId();
  const [tried, setTried] = useState(false);
  const cell = cellAt(server, undefined, widening?.role ?? "", place.principal, project);
  return (
    <li className="row">
      <Switch
        label={`Edit ${project.name ?? project.id}`}
        on={cell.override !== undefined}
        disabled={cell.refusals.length > 0}
        onRefused={() => setTried(true)}
        describedBy={id}
        onChange={() => goTo(withSaved(place, { changes: [cell.change] }), `${turnedText(state, cell)} Undo it in Overrides.`)}
      />
      <p className="muted">
        {project.parent && `in ${scopeName(state, project.parent)} · `}
        {session.can(EDIT, project.id) ? "can edit" : "cannot edit"}
      </p>
      <Because cell={cell} />
      <CellRefusal id={id} cell={cell} tried={tried} />
    </li>
  );
}
