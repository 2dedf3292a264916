import type { Role } from "rolescope/slim";
import { useConsole } from "../state/context";
import { rolePage, spaced } from "./words";

/** Where a role is assigned, and its place among the others. */
export function RoleFacts({ role }: { role: Role }) {
  const { server, hrefTo } = useConsole();
  const roles = server.directory.roles();
  const types = server.catalog.scopeTypes();
  const links = (ids: readonly string[]) =>
    ids.map((id, index) => (
      <span key={id}>
        {index > 0 && ", "}
        <a href={hrefTo({ page: rolePage(id), view: {} })}>{roles.find((other) => other.id === id)?.name ?? id}</a>
      </span>
    ));
  const heirs = roles.filter((other) => other.inherits.includes(role.id)).map(({ id }) => id);
  const resource = server.resourcesFor(role.id)[0]?.type;
  return (
    <dl className="facts">
      <dt>Assigned at</dt>
      <dd>
        {role.assignableAt.map((id) => types.find((type) => type.id === id)?.title ?? spaced(id)).join(", ") || "no kind of scope"}
        {resource && `, for one ${spaced(resource)} each`}
      </dd>
      {role.inherits.length > 0 && (
        <>
          <dt>Inherits</dt>
          <dd>{links(role.inherits)}</dd>
        </>
      )}
      {heirs.length > 0 && (
        <>
          <dt>Inherited by</dt>
          <dd>{links(heirs)}</dd>
        </>
      )}
      <dt>Revision</dt>
      <dd>{role.revision}</dd>
    </dl>
  );
}
