import type { Role } from "rolescope/slim";
import { Icon } from "../parts/Icon";
import { withForm } from "../state/address";
import { useConsole } from "../state/context";
import { assignStart } from "./assign-start";
import { RoleFacts } from "./RoleFacts";
import { RoleHolders } from "./RoleHolders";
import { RolePages } from "./RolePages";
import { RolePermissions } from "./RolePermissions";
import { RoleTags } from "./RoleTags";
import { TenantChange } from "./TenantChange";
import { ROLES } from "../state/sections";

/** One role: what it may do and on what that rests, what it opens, where it is assigned, and who holds it. */
export function RoleDetails({ role }: { role: Role }) {
  const state = useConsole();
  const { place, hrefTo } = state;
  return (
    <>
      <section className="section" aria-label="About the role">
        <p className="row-line">
          <code className="code">{role.id}</code>
          <RoleTags role={role} />
        </p>
        {role.description && <p className="role-lead">{role.description}</p>}
        <RoleFacts role={role} />
        <TenantChange role={role} />
        <p className="row-actions">
          <a className="button" href={hrefTo({ page: `${ROLES}/compare`, view: { a: role.id } })}>
            Compare
          </a>
          <a className="button" href={hrefTo({ page: `${ROLES}/matrix`, view: { cell: role.id } })}>
            Show in the matrix
          </a>
          <a className="button" href={hrefTo(withForm(place, { type: "update-role", role: role.id }))}>
            Update
          </a>
          <a className="button button-main" href={hrefTo(withForm(place, assignStart(state, [role])))}>
            Assign
            <Icon name="arrow" />
          </a>
        </p>
      </section>
      <div className="role-columns">
        <RolePermissions role={role} />
        <div className="role-side">
          <RoleHolders role={role} />
          <RolePages role={role} />
        </div>
      </div>
    </>
  );
}
