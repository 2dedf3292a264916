import type { Role } from "rolescope/slim";
import { PermissionId } from "../parts/PermissionId";
import { plural } from "../parts/reasons";
import { roleName, useConsole } from "../state/context";
import { BasisLegend, BasisMark } from "./Basis";
import { productTitle, rolePage } from "./words";

/** The permissions of a role by product, each with its basis and why. */
export function RolePermissions({ role }: { role: Role }) {
  const { server } = useConsole();
  const known = new Map(server.catalog.permissions().map((permission) => [permission.id, permission]));
  const products = [...new Set(role.permissions.map(({ id }) => known.get(id)?.product ?? ""))];
  return (
    <section className="section" aria-labelledby="permissions">
      <h2 id="permissions">{plural(role.permissions.length, "permission")}</h2>
      {role.permissions.length === 0 ? <p className="muted">It grants nothing.</p> : <BasisLegend />}
      {products.map((product) => {
        const rows = role.permissions.filter(({ id }) => known.get(id)?.product === product);
        return (
          <section key={product} className="group" aria-label={productTitle(product)}>
            <h3 className="product">
              {productTitle(product)} <span className="muted">{rows.length}</span>
            </h3>
            <ul className="grants">
              {rows.map((row) => (
                <Grant key={row.id} row={row} title={known.get(row.id)?.title ?? row.id} />
              ))}
            </ul>
          </section>
        );
      })}
    </section>
  );
}

function Grant({ row, title }: { row: Role["permissions"][number]; title: string }) {
  const state = useConsole();
  const { id, basis, why, inheritedFrom } = row;
  return (
    <li className="grant">
      <BasisMark basis={basis} />
      <div>
        <p className="row-line">
          <span>{title}</span>
          <span className="muted">
            <PermissionId id={id} />
          </span>
        </p>
        {/* The letter says it already, and there is no more to say. */}
        <p className={why || inheritedFrom ? "muted" : "sr-only"}>
          {basis}
          {why && `: ${why}`}
          {inheritedFrom && (
            <>
              {", from "}
              <a href={state.hrefTo({ page: rolePage(inheritedFrom), view: {} })}>{roleName(state, inheritedFrom)}</a>
            </>
          )}
        </p>
      </div>
    </li>
  );
}
