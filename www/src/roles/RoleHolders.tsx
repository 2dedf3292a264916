import type { Role } from "rolescope/slim";
import { periodText } from "../access/words";
import { plural } from "../parts/reasons";
import { withForm } from "../state/address";
import { ACCESS } from "../state/sections";
import { principalName, scopeName, useConsole } from "../state/context";
import { assignStart } from "./assign-start";

/** More are listed in Access. */
const SHOWN = 10;

/** Who holds the role in this tenant, and where; and what overrides do with it. */
export function RoleHolders({ role }: { role: Role }) {
  const state = useConsole();
  const { server, place, hrefTo } = state;
  const rows = server.directory.roleAssignments({ role: role.id });
  const overrides = server.directory.overrides().filter((row) => row.role === role.id);
  const narrowed = overrides.filter(({ mode }) => mode === "narrow").length;
  const widened = overrides.length - narrowed;
  return (
    <section className="panel" aria-labelledby="holders">
      <h2 id="holders">Who holds it</h2>
      {rows.length === 0 && (
        <p className="muted">
          Nobody. <a href={hrefTo(withForm(place, assignStart(state, [role])))}>Assign it</a>
        </p>
      )}
      {rows.length > 0 && (
        <ul className="rows rows-tight">
          {rows.slice(0, SHOWN).map((row) => (
            <li key={row.id} className="row">
              <a href={hrefTo({ page: ACCESS, view: { q: row.principal } })}>{principalName(state, row.principal)}</a>
              <span className="muted">
                at {scopeName(state, row.scope)}
                {row.resource && `, for ${scopeName(state, row.resource.id)}`}
                {(row.startsAt || row.expiresAt) && `, ${periodText(row)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {narrowed > 0 && <p className="muted">Narrowed for {plural(narrowed, "person", "people")}, who hold less of it.</p>}
      {widened > 0 && <p className="muted">Given by an override to {plural(widened, "person", "people")} more.</p>}
      {rows.length > 0 && (
        <a className="small" href={hrefTo({ page: ACCESS, view: { q: role.id } })}>
          All {plural(rows.length, "role assignment")} in Access
        </a>
      )}
    </section>
  );
}
