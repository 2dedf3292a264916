import type { Role } from "rolescope/slim";
import { PermissionId } from "../parts/PermissionId";
import { plural } from "../parts/reasons";
import { useConsole } from "../state/context";

/** What this tenant made of a role that the catalog ships, or that the role is its own. */
export function TenantChange({ role }: { role: Role }) {
  const { server } = useConsole();
  const shipped = server.catalog.roles().find(({ id }) => id === role.id);
  if (!shipped) return <p className="note">This tenant has defined the role. The catalog does not ship it.</p>;
  if (shipped.revision === role.revision) return null;
  const ids = (of: Role) => of.permissions.map(({ id }) => id);
  const gained = ids(role).filter((id) => !ids(shipped).includes(id));
  const lost = ids(shipped).filter((id) => !ids(role).includes(id));
  return (
    <div className="note">
      <p>
        This tenant has updated the role: revision {role.revision}, where the catalog ships {shipped.revision}.{" "}
        {gained.length + lost.length === 0 && "The permissions are the same."}
      </p>
      <Ids title={`${plural(gained.length, "permission")} added`} ids={gained} />
      <Ids title={`${plural(lost.length, "permission")} taken out`} ids={lost} />
    </div>
  );
}

function Ids({ title, ids }: { title: string; ids: string[] }) {
  if (ids.length === 0) return null;
  return (
    <p>
      {title}:{" "}
      {ids.map((id, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <PermissionId id={id} />
        </span>
      ))}
    </p>
  );
}
