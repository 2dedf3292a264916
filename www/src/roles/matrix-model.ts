import type { Basis, Catalog, Permission, Role } from "rolescope/slim";

interface Group<Entry> {
  title: string;
  entries: Entry[];
}

export interface Cell {
  column: number;
  basis: Basis;
  why?: string;
  inheritedFrom?: string;
}

export interface MatrixRow {
  role: Role;
  /** Of all rows. */
  index: number;
  /** The cells that are granted. */
  cells: Cell[];
}

export interface MatrixModel {
  products: Group<Permission>[];
  kinds: Group<MatrixRow>[];
  columns: Permission[];
  rows: MatrixRow[];
  granted: number;
}

/** Roles by kind and permissions by product, as the engine's matrix has them; of one product, only the roles that have any of it. */
export function matrixModel(catalog: Catalog, product: string): MatrixModel {
  const { roles, permissions, cells } = catalog.matrix();
  const known = new Map(catalog.permissions().map((permission) => [permission.id, permission]));
  const products = grouped(
    permissions.flatMap((id) => known.get(id) ?? []).filter((permission) => !product || permission.product === product),
    (permission) => permission.product,
  );
  const columns = products.flatMap(({ entries }) => entries);
  const at = new Map(permissions.map((id, index) => [id, index]));
  const byId = new Map(catalog.roles().map((role) => [role.id, role]));
  const found = roles.flatMap((id, row) => {
    const role = byId.get(id);
    const mine = columns.flatMap((permission, column) => {
      if (!role || cells[row * permissions.length + (at.get(permission.id) ?? -1)] !== 1) return [];
      const grant = role.permissions.find((other) => other.id === permission.id);
      return grant ? [{ column, basis: grant.basis, why: grant.why, inheritedFrom: grant.inheritedFrom }] : [];
    });
    return role && (!product || mine.length > 0) ? [{ role, index: 0, cells: mine }] : [];
  });
  const kinds = grouped(found, ({ role }) => role.kind);
  const rows = kinds.flatMap(({ entries }) => entries);
  rows.forEach((row, index) => (row.index = index));
  return { products, kinds, columns, rows, granted: rows.reduce((sum, row) => sum + row.cells.length, 0) };
}

function grouped<Entry>(entries: readonly Entry[], titleOf: (entry: Entry) => string): Group<Entry>[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(titleOf(entry));
    if (group) group.push(entry);
    else groups.set(titleOf(entry), [entry]);
  }
  return [...groups].map(([title, held]) => ({ title, entries: held }));
}
