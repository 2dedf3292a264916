import type { RoleAssignment } from "rolescope";
import { scopeName, useConsole } from "../context";

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** Every role assignment of this person, as the server's list gives it: also what is over or yet to come. */
export function AccessPanel() {
  const state = useConsole();
  const { server, place } = state;
  const assignments = server.directory.roleAssignments({ principal: place.principal });
  if (assignments.length === 0) return <p className="muted">This person holds no role assignment in the tenant.</p>;
  return (
    <ul className="rows">
      {assignments.map((assignment) => (
        <li key={assignment.id} className="row">
          <div className="row-head">
            <strong>{server.directory.role(assignment.role).name}</strong>
            <span className="tag">{assignment.kind.replace(/[_-]/g, " ")}</span>
          </div>
          <p className="muted">
            at {scopeName(state, assignment.scope)}
            {assignment.resource && <>, for {scopeName(state, assignment.resource.id)}</>}
          </p>
          <Window assignment={assignment} />
        </li>
      ))}
    </ul>
  );
}

function Window({ assignment }: { assignment: RoleAssignment }) {
  const { startsAt, expiresAt } = assignment;
  if (!startsAt && !expiresAt) return null;
  return (
    <p className="muted">
      {startsAt && <>from {DATE.format(new Date(startsAt))} </>}
      {expiresAt && <>until {DATE.format(new Date(expiresAt))}</>}
    </p>
  );
}
