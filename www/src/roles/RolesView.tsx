import type { Role } from "rolescope/slim";
import { ACCESS, withForm } from "../state/address";
import { useConsole } from "../state/context";
import { PermissionId } from "../parts/PermissionId";
import { plural } from "../parts/reasons";
import { CompareRoles } from "./CompareRoles";
import { LeastRoles } from "./LeastRoles";
import { IssueList } from "../parts/IssueList";

/** The roles of the tenant, two of them compared, the least for a task, and what the catalog's own review says. */
export function RolesView() {
  const { server, place, hrefTo } = useConsole();
  const roles = server.directory.roles();
  const kinds = [...new Set(roles.map((role) => role.kind))];
  const lint = server.catalog.lint();
  return (
    <>
      <section className="section" aria-labelledby="all-roles">
        <div className="toolbar">
          <h2 id="all-roles">{plural(roles.length, "role")}</h2>
          <a className="button" href={hrefTo(withForm(place, { type: "define-role" }))}>
            Define a role
          </a>
        </div>
        {kinds.map((kind) => (
          <details key={kind} className="group" open={kinds.length < 4 || roles.filter((role) => role.kind === kind).length < 8}>
            <summary className="group-title">
              {kind.replace(/[_-]/g, " ")} <span className="muted">{roles.filter((role) => role.kind === kind).length}</span>
            </summary>
            <ul className="rows">
              {roles
                .filter((role) => role.kind === kind)
                .map((role) => (
                  <RoleRow key={role.id} role={role} />
                ))}
            </ul>
          </details>
        ))}
      </section>
      <CompareRoles />
      <LeastRoles />
      <section className="section" aria-labelledby="lint">
        <h2 id="lint">What deserves a second look in the catalog</h2>
        {lint.length === 0 ? <p className="muted">Nothing.</p> : <IssueList issues={lint} />}
      </section>
    </>
  );
}

function RoleRow({ role }: { role: Role }) {
  const { server, place, hrefTo } = useConsole();
  const held = server.directory.roleAssignments({ role: role.id }).length;
  const customised = server.directory.overrides().filter((row) => row.mode === "narrow" && row.role === role.id).length;
  return (
    <li className="row access-row access-row-two">
      <div>
        <p className="row-line">
          <strong>{role.name}</strong>
          <code className="code">{role.id}</code>
          <span className="muted">revision {role.revision}</span>
        </p>
        {role.description && <p className="muted">{role.description}</p>}
        <p className="muted">
          at {role.assignableAt.map((type) => type.replace(/_/g, " ")).join(", ")}
          {role.inherits.length > 0 && `; inherits ${role.inherits.join(", ")}`}
          {customised > 0 && `; customised for ${plural(customised, "person", "people")}`}
          {"; "}
          {held > 0 ? <a href={hrefTo({ page: ACCESS, view: { q: role.id } })}>{plural(held, "role assignment")}</a> : "assigned to nobody"}
        </p>
        <details className="seats">
          <summary>{plural(role.permissions.length, "permission")}</summary>
          <ul className="diff-list">
            {role.permissions.map(({ id, basis, inheritedFrom, why }) => (
              <li key={id}>
                <PermissionId id={id} />{" "}
                <span className="muted">
                  {[basis !== "stated" && basis, inheritedFrom && `from ${inheritedFrom}`, why].filter(Boolean).join(": ")}
                </span>
              </li>
            ))}
          </ul>
        </details>
      </div>
      <p className="row-actions">
        <a className="small" href={hrefTo({ view: { ...place.view, a: role.id } })}>
          Compare<span className="sr-only"> {role.name}</span>
        </a>
        <a className="small" href={hrefTo(withForm(place, { type: "update-role", role: role.id }))}>
          Update<span className="sr-only"> {role.name}</span>
        </a>
      </p>
    </li>
  );
}
