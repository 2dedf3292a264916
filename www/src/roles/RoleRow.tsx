import type { Role } from "rolescope/slim";
import { plural } from "../parts/reasons";
import { useConsole } from "../state/context";
import { BasisBar } from "./Basis";
import { RoleTags } from "./RoleTags";
import { rolePage } from "./words";

export function RoleRow({ role, most }: { role: Role; most: number }) {
  const { server, hrefTo } = useConsole();
  const held = server.directory.roleAssignments({ role: role.id }).length;
  return (
    <li className="role-row">
      <div className="role-what">
        <p className="row-line">
          <a className="role-name" href={hrefTo({ page: rolePage(role.id), view: {} })}>
            {role.name}
          </a>
          <RoleTags role={role} />
        </p>
        {role.description && <p className="muted">{role.description}</p>}
      </div>
      <BasisBar role={role} most={most} />
      <p className="role-held muted">{held > 0 ? plural(held, "role assignment") : "assigned to nobody"}</p>
    </li>
  );
}
