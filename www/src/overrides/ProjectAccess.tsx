import type { Change, Scope } from "rolescope/slim";
import { withSaved } from "../state/address";
import { principalName, scopeName, useConsole } from "../state/context";
import { reasonLabel } from "../parts/reasons";
import { Icon } from "../parts/Icon";
import { Message } from "../parts/Message";
import { Switch } from "../parts/Switch";

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
    </div>
  );
}

function Project({ project }: { project: Scope }) {
  const state = useConsole();
  const { server, session, place, goTo } = state;
  const { principal } = place;
  const overrides = server.directory.overrides();
  const index = overrides.findIndex((row) => row.mode === "widen" && row.principal === principal && row.scope === project.id);
  const edit = session.check("project.content.edit", project.id);
  const remarks = server.directory.review().filter((issue) => index >= 0 && issue.path[0] === "overrides" && issue.path[1] === index);
  const change: Change =
    index >= 0 ? { type: "clear-override", principal, scope: project.id } : { type: "widen", principal, scope: project.id, role: "editor" };
  const refusals = server.simulate([change], undefined).issues.filter((issue) => issue.severity === "error");
  return (
    <li className="row">
      <Switch
        label={`Edit ${project.name ?? project.id}`}
        on={index >= 0}
        disabled={refusals.length > 0}
        onChange={() => goTo(withSaved(place, { changes: [change] }))}
      />
      <p className="muted">
        {project.parent && `${scopeName(state, project.parent)}: `}
        {edit.allowed ? "can edit here" : `cannot edit here. ${reasonLabel(edit.reason)}`} <code className="code">{edit.reason}</code>
      </p>
      {[...remarks, ...refusals].map((issue) => (
        <p key={issue.code} className="note">
          <code className="code">{issue.code}</code> <Message text={issue.message} />
        </p>
      ))}
    </li>
  );
}
