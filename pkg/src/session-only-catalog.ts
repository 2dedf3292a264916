import { catalog_builtin, catalog_parse } from "../glue/session.js";
import type { BuiltinNames } from "./builtin-names.js";
import { CatalogBase } from "./catalog-base.js";
import { call, orThrow } from "./engine.js";
import { RolescopeError } from "./error.js";
import { parseFrozen } from "./frozen.js";
import { nameOf } from "./name.js";
import { CATALOG_LIMIT, encode, keep } from "./text.js";
import type { BuiltinId, Names, Text } from "./types.js";

let identify: (catalog: KnownCatalog) => string;

/**
 * Which role system it is: `rolescope/session` gives it as `Catalog`. A snapshot brings along what answers need of one, so
 * a text is not checked here. It belongs to no snapshot unless a directory was checked against the same catalog.
 */
export class KnownCatalog<N extends Names = Names> extends CatalogBase<N> {
  /** @internal As consoles show it: the bundle shortens the names of classes. */
  static override readonly name: string = "Catalog";

  readonly #own: string;

  static {
    identify = (catalog) => catalog.#own;
  }

  protected constructor(inside: object) {
    super(inside);
    this.#own = `${this.id}\n${this.hash}`;
  }

  /** A catalog that comes with the package. Its permission, role and page ids are literal types. */
  static builtin<Id extends BuiltinId>(id: Id): KnownCatalog<BuiltinNames[Id]> {
    return identified(() => catalog_builtin(nameOf(id)));
  }

  /**
   * A catalog from text, or from `{ id, version, hash }` alone, as a `Catalog` of the whole engine has them: a browser need
   * not be sent more. Throws for what has no id or no version. Its ids are strings.
   */
  static parse(text: Text): KnownCatalog;
  /** The same, with ids of the type that `npx rolescope types` has written. */
  static parse<N extends Names>(text: Text): KnownCatalog<N>;
  static parse(text: Text): KnownCatalog {
    return identified(() => catalog_parse(encode(keep(text, CATALOG_LIMIT))));
  }

  /** @internal */
  static of<N extends Names>(identity: object): KnownCatalog<N> {
    return new KnownCatalog<N>(identity);
  }
}

const identified = <N extends Names>(read: () => string): KnownCatalog<N> => KnownCatalog.of<N>(parseFrozen<object>(call(() => orThrow(read()))));

/** @internal Its id and its hash, one to a line. */
export function identityOf(catalog: KnownCatalog): string {
  try {
    return identify(catalog);
  } catch {
    throw new RolescopeError("invalid-type", "expected a `Catalog` of this copy of the package");
  }
}
