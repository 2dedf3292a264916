import { useDeferredValue, useMemo } from "react";
import type { Role } from "rolescope/slim";
import { TextField } from "../parts/fields";
import { fold } from "../parts/fold";
import { IssueList } from "../parts/IssueList";
import { plural } from "../parts/reasons";
import { withForm } from "../state/address";
import { useConsole } from "../state/context";
import { useTyped } from "../parts/use-typed";
import { RoleRow } from "./RoleRow";
import { TagFilters, tagged } from "./TagFilters";

/** The roles of the tenant, found by a word or by their tags; and what the catalog's own review says. */
export function RoleList() {
  const { server, place, hrefTo } = useConsole();
  const roles = server.directory.roles();
  const [text, setText] = useTyped("q");
  const query = useDeferredValue(text);
  const texts = useMemo(() => new Map(roles.map((role) => [role, fold(searched(role))])), [roles]);
  const words = fold(query).split(/\s+/).filter(Boolean);
  const shown = tagged(roles, place.view).filter((role) => words.every((word) => texts.get(role)?.includes(word)));
  const most = Math.max(...roles.map((role) => role.permissions.length));
  const lint = server.catalog.lint();
  return (
    <>
      <section className="section" aria-label="All roles">
        <div className="toolbar">
          <TextField label="Search by name, id, description or permission" type="search" value={text} onChange={setText} />
          <a className="button" href={hrefTo(withForm(place, { type: "define-role" }))}>
            Define a role
          </a>
        </div>
        <TagFilters roles={roles} />
        <p className="muted" role="status">
          {shown.length === roles.length ? plural(roles.length, "role") : `${shown.length} of ${plural(roles.length, "role")}`}
        </p>
        {shown.length > 0 && (
          <ul className="role-list">
            {shown.map((role) => (
              <RoleRow key={role.id} role={role} most={most} />
            ))}
          </ul>
        )}
      </section>
      <section className="section" aria-labelledby="lint">
        <h2 id="lint">What deserves a second look in the catalog</h2>
        {lint.length === 0 ? <p className="muted">Nothing.</p> : <IssueList issues={lint} />}
      </section>
    </>
  );
}

function searched({ id, name, description, permissions }: Role): string {
  return [name, id, description, ...permissions.map((permission) => permission.id)].join(" ");
}
