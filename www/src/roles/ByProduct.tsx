import { useConsole } from "../state/context";
import { PermissionId } from "../parts/PermissionId";
import { productTitle } from "./words";

/** Permissions under their products. */
export function ByProduct({ ids }: { ids: readonly string[] }) {
  const { catalog } = useConsole().server;
  const known = new Map(catalog.permissions().map((permission) => [permission.id, permission]));
  const products = [...new Set(ids.map((id) => known.get(id)?.product ?? ""))];
  return (
    <ul className="by-product">
      {products.map((product) => (
        <li key={product}>
          <span className="muted">{productTitle(product)}</span>
          <ul>
            {ids
              .filter((id) => known.get(id)?.product === product)
              .map((id) => (
                <li key={id} title={known.get(id)?.title}>
                  <PermissionId id={id} />
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
