import { idleText } from "../access/in-effect";
import { periodText } from "../access/words";
import { withForm } from "../state/address";
import { roleName, scopeName, useConsole } from "../state/context";

/** Every role assignment of this person, as the server's list gives it: also what is over or yet to come. */
export function AccessPanel() {
  const state = useConsole();
  const { server, place, hrefTo } = state;
  const assignments = server.directory.roleAssignments({ principal: place.principal });
  const apiScopes = server.directory.apiScopes(place.principal);
  return (
    <div className="stack">
      {assignments.length === 0 && <p className="muted">This person holds no role assignment in the tenant.</p>}
      <ul className="rows">
        {assignments.map((assignment) => (
          <li key={assignment.id} className="row">
            <div className="row-head">
              <strong>{roleName(state, assignment.role)}</strong>
              <span className="row-line">
                {idleText(server, assignment) && <span className="tag tag-odd">{idleText(server, assignment)}</span>}
                <span className="tag">{assignment.kind.replace(/[_-]/g, " ")}</span>
              </span>
            </div>
            <p className="muted">
              at {scopeName(state, assignment.scope)}
              {assignment.resource && <>, for {scopeName(state, assignment.resource.id)}</>}
            </p>
            {(assignment.startsAt || assignment.expiresAt) && <p className="muted">{periodText(assignment)}</p>}
          </li>
        ))}
      </ul>
      {apiScopes.length > 0 && (
        <p className="row-line muted">
          API scopes of a key
          {apiScopes.map((scope) => (
            <code key={scope} className="code">
              {scope}
            </code>
          ))}
        </p>
      )}
      <a href={hrefTo(withForm(place, { type: "assign", principal: [place.principal], scope: [place.scope] }))}>Change access</a>
    </div>
  );
}
