import { Fragment, useEffect, useRef } from "react";
import type { Override, RoleAssignment, Scope } from "rolescope/slim";
import { withForm } from "../state/address";
import { principalName, roleName, scopeName, useConsole } from "../state/context";
import { ScopeIcon } from "../parts/Icon";
import type { ConsoleState } from "../state/model";
import { plural } from "../parts/reasons";
import { AssignmentRow } from "./AssignmentRow";
import { TextField } from "../parts/fields";
import { useTyped } from "../parts/use-typed";
import { sameKey } from "./offers";
import { OverrideRow } from "./OverrideRow";
import { Seats } from "./Seats";
import { inTreeOrder } from "./scope-order";

/** The role assignments and overrides of the tenant by scope, searched as one types. */
export function AssignmentList() {
  const state = useConsole();
  const { server, place, hrefTo } = state;
  const [text, setText] = useTyped("q");
  const assignments = server.directory.roleAssignments({ text });
  const overrides = server.directory.overrides().filter((row) => matches(state, row, text));
  const groups = inTreeOrder(server.directory.scopes()).filter(
    ({ id }) => assignments.some((row) => row.scope === id) || overrides.some((row) => row.scope === id),
  );
  return (
    <section className="section" aria-label="Role assignments and overrides">
      <div className="toolbar">
        <TextField label="Search by name, email, id, role or scope" type="search" value={text} onChange={setText} />
        <a className="button button-main" href={hrefTo(withForm(place, { type: "assign" }))}>
          Assign roles
        </a>
      </div>
      <p className="muted" role="status">
        {plural(assignments.length, "role assignment")}, {plural(overrides.length, "override")}
        {text && <> for “{text}”</>}
      </p>
      {groups.map((scope) => (
        <Group
          key={scope.id}
          scope={scope}
          assignments={assignments.filter((row) => row.scope === scope.id)}
          overrides={overrides.filter((row) => row.scope === scope.id)}
        />
      ))}
    </section>
  );
}

function Group({ scope, assignments, overrides }: { scope: Scope; assignments: RoleAssignment[]; overrides: Override[] }) {
  const { server, place, hrefTo } = useConsole();
  // Where no role is assigned at this kind of scope, one may still be widened.
  const type = server.directory.roles().some((role) => role.assignableAt.includes(scope.type)) ? "assign" : "widen";
  const heading = `group-${scope.id}`;
  const section = useRef<HTMLElement>(null);
  const chosen = useRef(place.scope);
  useEffect(() => {
    // Another scope was chosen beside the list.
    if (chosen.current !== place.scope && place.scope === scope.id) section.current?.scrollIntoView({ block: "start" });
    chosen.current = place.scope;
  }, [place.scope, scope.id]);
  return (
    <section ref={section} className="group" aria-labelledby={heading} data-current={place.scope === scope.id || undefined}>
      <header className="group-head">
        <h2 id={heading}>
          <ScopeIcon type={scope.type} />
          {scope.name ?? scope.id} <span className="muted">{scope.type.replace(/_/g, " ")}</span>
        </h2>
        <a className="small" href={hrefTo(withForm(place, { type, scope: [scope.id] }))}>
          {type === "assign" ? "Assign" : "Widen"}
          <span className="sr-only">
            {type === "assign" ? " roles at " : " somebody at "}
            {scope.name ?? scope.id}
          </span>
        </a>
      </header>
      <Seats scope={scope.id} />
      <ul className="rows">
        {assignments.map((row) => (
          <Fragment key={row.id}>
            <AssignmentRow row={row} />
            {/* An override of just this role assignment stands below it. */}
            {overrides.filter((override) => sameKey(override, row)).map((override) => (
              <OverrideRow key={override.id} row={override} />
            ))}
          </Fragment>
        ))}
        {overrides
          .filter((override) => !assignments.some((row) => sameKey(override, row)))
          .map((override) => (
            <OverrideRow key={override.id} row={override} />
          ))}
      </ul>
    </section>
  );
}

/** The engine searches role assignments. Overrides are found by the same words. */
function matches(state: ConsoleState, row: Override, text: string): boolean {
  const email = state.server.directory.principals().find((person) => person.id === row.principal)?.email ?? "";
  const words = [row.principal, principalName(state, row.principal), email, row.role, roleName(state, row.role), row.scope, scopeName(state, row.scope)];
  return words.some((word) => word.toLowerCase().includes(text.toLowerCase()));
}
