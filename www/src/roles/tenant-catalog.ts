import { Catalog } from "rolescope/slim";
import type { TenantServer } from "../state/server";

interface CatalogText {
  roles: { id: string }[];
}

const made = new WeakMap<TenantServer, { revision: number; catalog: Catalog }>();

/**
 * The catalog with the roles as this tenant has them, so that the engine can compare those too. The vendor's own
 * where the tenant changed none.
 */
export function tenantCatalog(server: TenantServer): Catalog {
  const { catalog, directory } = server;
  const { revision } = directory;
  const held = made.get(server);
  if (held?.revision === revision) return held.catalog;
  const changed = (directory.toJSON() as Partial<CatalogText>).roles ?? [];
  const next = changed.length === 0 ? catalog : Catalog.parse(withRoles(catalog, directory.roles()));
  made.set(server, { revision, catalog: next });
  return next;
}

function withRoles(catalog: Catalog, roles: readonly ReturnType<Catalog["roles"]>[number][]): object {
  const text = catalog.toJSON() as CatalogText;
  return {
    ...text,
    roles: roles.map(({ id, name, kind, product, description, assignableAt, inherits, permissions }) => ({
      ...text.roles.find((role) => role.id === id),
      ...{ id, name, kind, description, assignableAt, inherits },
      ...(product && { product }),
      grants: permissions.flatMap(({ id: permission, basis, why, inheritedFrom }) => (inheritedFrom ? [] : [{ permission, basis, ...(why && { why }) }])),
    })),
  };
}
