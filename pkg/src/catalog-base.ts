import { catalog_builtin, catalog_drop, catalog_info, catalog_parse } from "../glue/engine.js";
import type { BuiltinNames } from "./builtin-names.js";
import { RolescopeError } from "./error.js";
import { parseFrozen } from "./frozen.js";
import { Held } from "./held.js";
import { nameOf } from "./name.js";
import { CATALOG_LIMIT, encode, keep } from "./text.js";
import type { BuiltinId, Names, Text } from "./types.js";

interface Info {
  id: string;
  version: string;
  hash: string;
}

let read: (catalog: CatalogBase) => Held;

/** Which role system it is. `rolescope/session` gives it as `Catalog`: there a snapshot brings all that answers need. Immutable. */
export class CatalogBase<N extends Names = Names> {
  /** @internal As consoles show it: the bundle shortens the names of classes. */
  static readonly name: string = "Catalog";

  readonly #held: Held;
  readonly #info: Info;
  /** @internal Whose names it has, for the types alone. */
  declare protected readonly names: N;

  static {
    read = (catalog) => catalog.#held;
  }

  // An object to the types: what is inside is nobody's business.
  protected constructor(inside: object) {
    this.#held = inside as Held;
    this.#info = this.#held.call((handle) => parseFrozen<Info>(catalog_info(handle)));
  }

  /** A catalog that comes with the package. Its permission, role and page ids are literal types. */
  static builtin<Id extends BuiltinId>(id: Id): CatalogBase<BuiltinNames[Id]> {
    return new CatalogBase(heldBuiltin(id));
  }

  /** A catalog from text. Throws with every issue that it has. Its ids are strings. */
  static parse(text: Text): CatalogBase;
  /** The same, with ids of the type that `npx rolescope types` has written. */
  static parse<N extends Names>(text: Text): CatalogBase<N>;
  static parse(text: Text): CatalogBase {
    return new CatalogBase(heldText(text));
  }

  get id(): string {
    return this.#info.id;
  }

  get version(): string {
    return this.#info.version;
  }

  /** Covers what decides, not labels or descriptions. */
  get hash(): string {
    return this.#info.hash;
  }
}

/** @internal */
export function heldBuiltin(id: BuiltinId): Held {
  return new Held(catalog_drop, () => catalog_builtin(nameOf(id)));
}

/** @internal */
export function heldText(text: Text): Held {
  const kept = keep(text, CATALOG_LIMIT);
  return new Held(catalog_drop, () => catalog_parse(encode(kept)));
}

/** @internal The inside of a catalog, for what is built on it. */
export function heldOf(catalog: CatalogBase): Held {
  try {
    return read(catalog);
  } catch {
    throw new RolescopeError("invalid-type", "expected a `Catalog` of this copy of the package");
  }
}
