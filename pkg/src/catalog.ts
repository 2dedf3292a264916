import {
  catalog_builtin,
  catalog_diff,
  catalog_diff_roles,
  catalog_drop,
  catalog_info,
  catalog_least_roles,
  catalog_lint,
  catalog_matrix,
  catalog_matrix_cells,
  catalog_pages,
  catalog_parse,
  catalog_permission_ids,
  catalog_permissions,
  catalog_role,
  catalog_roles,
  catalog_scope_types,
  catalog_to_json,
} from "../glue/engine.js";
import type { BuiltinNames } from "./builtin-names.js";
import { CatalogBase, type Identity } from "./catalog-base.js";
import { orThrow } from "./engine.js";
import { RolescopeError } from "./error.js";
import { frozen, lines, parsed, parseFrozen } from "./frozen.js";
import { Held } from "./held.js";
import { Known } from "./known.js";
import { nameOf } from "./name.js";
import { own } from "./own.js";
import { CATALOG_LIMIT, encode, keep, write } from "./text.js";
import type {
  BuiltinId,
  CatalogDiff,
  Issue,
  Matrix,
  Names,
  Page,
  Permission,
  PermissionFilter,
  Role,
  RoleDiff,
  RoleFilter,
  RoleSet,
  RoleWant,
  ScopeType,
  Text,
} from "./types.js";

let read: (catalog: Catalog) => [Held, Known];

const FILTER_LIMIT = 1 << 16;

/** One vendor's role system: scope types, permissions, roles, pages and rules. Immutable. */
export class Catalog<N extends Names = Names> extends CatalogBase<N> {
  /** @internal As consoles show it: the bundle shortens the names of classes. */
  static override readonly name: string = "Catalog";

  readonly #held: Held;
  readonly #known: Known;
  #roles?: Role<N>[];
  #permissions?: Permission<N>[];
  #scopeTypes?: ScopeType[];
  #issues?: Issue[];

  static {
    read = (catalog) => [catalog.#held, catalog.#known];
  }

  /** A catalog that comes with the package. Its permission, role and page ids are literal types. */
  static builtin<Id extends BuiltinId>(id: Id): Catalog<BuiltinNames[Id]> {
    return new Catalog(new Held(catalog_drop, () => catalog_builtin(nameOf(id))));
  }

  /** A catalog from text. Throws with every issue that it has. Its ids are strings. */
  static parse(text: Text): Catalog;
  /**
   * The same, with ids of the type that `npx rolescope types` has written. Nothing compares that type with the text:
   * write it anew when the catalog changes.
   */
  static parse<N extends Names>(text: Text): Catalog<N>;
  // Two signatures, so that a type is never inferred from where the catalog goes to: it is said, or ids are strings.
  static parse(text: Text): Catalog {
    const kept = keep(text, CATALOG_LIMIT);
    return new Catalog(new Held(catalog_drop, () => catalog_parse(encode(kept))));
  }

  protected constructor(inside: object) {
    const held = inside as Held;
    super(held.call((handle) => parseFrozen<Identity>(catalog_info(handle))));
    this.#held = held;
    this.#known = new Known(held, (handle) => {
      let pages: Page[] | undefined;
      return {
        permissions: lines(catalog_permission_ids(handle)),
        // Only who shows pages needs them.
        get pages(): Page[] {
          return (pages ??= held.call((handle) => parseFrozen<Page[]>(catalog_pages(handle))));
        },
      };
    });
  }

  /** Flat, in the catalog's order. */
  pages(): Page<N>[] {
    return this.#known.pages as Page<N>[];
  }

  /** Throws `unknown-field` for a filter that has another field than these. */
  roles(filter?: RoleFilter<N>): Role<N>[] {
    if (filter == null) return (this.#roles ??= frozen(this.#filtered<Role<N>[]>(catalog_roles, {})));
    return this.#filtered(catalog_roles, filter);
  }

  /** Throws `unknown-role`, with a hint where a known id is close. */
  role(id: N["role"]): Role<N> {
    return this.#held.call((handle) => parsed(orThrow(catalog_role(handle, nameOf(id)))));
  }

  /** Throws `unknown-field` for a filter that has another field than these. */
  permissions(filter?: PermissionFilter): Permission<N>[] {
    if (filter == null) return (this.#permissions ??= frozen(this.#filtered<Permission<N>[]>(catalog_permissions, {})));
    return this.#filtered(catalog_permissions, filter);
  }

  scopeTypes(): ScopeType[] {
    return (this.#scopeTypes ??= this.#held.call((handle) => parseFrozen<ScopeType[]>(catalog_scope_types(handle))));
  }

  /** Which role holds which permission. `cells` is a fresh copy. Throws as `roles` does. */
  matrix(filter?: RoleFilter<N>): Matrix<N> {
    const text = write(filter ?? {}, FILTER_LIMIT);
    return this.#held.call((handle) => {
      const { roles, permissions } = parsed<Omit<Matrix<N>, "cells">>(orThrow(catalog_matrix(handle, text)));
      return { roles, permissions, cells: catalog_matrix_cells(handle, text) };
    });
  }

  /** What each of two roles grants and the other does not, and what both grant. Throws `unknown-role`. */
  diffRoles(a: N["role"], b: N["role"]): RoleDiff<N> {
    return this.#held.call((handle) => parsed(orThrow(catalog_diff_roles(handle, nameOf(a), nameOf(b)))));
  }

  /**
   * Sets of roles that grant all of this when they are assigned at a scope of the type: at most ten, the fewest extra
   * permissions first. Throws `unknown-permission` and `unknown-scope-type`.
   */
  leastRoles(want: RoleWant<N>): RoleSet<N>[] {
    // As it is written, so that no getter and no prototype has a say.
    const written: unknown = JSON.parse(write(want, CATALOG_LIMIT));
    const permissions = own(written, "permissions");
    if (!Array.isArray(permissions)) throw new RolescopeError("invalid-type", "`permissions` is not a list");
    const wanted = encode(JSON.stringify(permissions.map(nameOf)));
    const scopeType = nameOf(own(written, "scopeType"));
    return this.#held.call((handle) => parsed(orThrow(catalog_least_roles(handle, wanted, scopeType))));
  }

  /** What becomes of this catalog in `other`, the later version: what decides, not labels. */
  diff(other: Catalog): CatalogDiff {
    const [held] = insideOf(other);
    return this.#held.call((handle) => parsed(orThrow(catalog_diff(handle, held.handle))));
  }

  /** What deserves a second look, as warnings. */
  lint(): Issue[] {
    return (this.#issues ??= this.#held.call((handle) => parseFrozen<Issue[]>(catalog_lint(handle))));
  }

  /** Plain data that `parse` takes, with the same hash. */
  toJSON(): object {
    return this.#held.call((handle) => JSON.parse(catalog_to_json(handle)));
  }

  #filtered<T>(list: (handle: number, filter: string) => string, filter: object): T {
    const text = write(filter, FILTER_LIMIT);
    return this.#held.call((handle) => parsed<T>(orThrow(list(handle, text))));
  }
}

/** @internal The inside of a catalog, for what is built on it. */
export function insideOf(catalog: Catalog): [held: Held, known: Known] {
  try {
    return read(catalog);
  } catch {
    throw new RolescopeError("invalid-type", "expected a `Catalog` of this copy of the package");
  }
}
