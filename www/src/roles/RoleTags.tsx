import type { Role } from "rolescope/slim";
import { useConsole } from "../state/context";
import { spaced } from "./words";

/** The tags of a role; those that the tenant gave it stand out. */
export function RoleTags({ role }: { role: Role }) {
  const { server } = useConsole();
  const shipped = server.catalog.roles().find(({ id }) => id === role.id);
  return (
    <>
      <span className="tag">{spaced(role.kind)}</span>
      {role.product && role.product.toLowerCase() !== role.kind && <span className="tag">{role.product}</span>}
      {!shipped && <span className="tag tag-accent">this tenant's own</span>}
      {shipped && shipped.revision !== role.revision && <span className="tag tag-accent">updated here</span>}
    </>
  );
}
