import type { Names } from "./types.js";

/** @internal */
export interface Identity {
  id: string;
  version: string;
  hash: string;
}

/** Which role system it is: what the catalogs of `rolescope` and of `rolescope/session` have in common. Immutable. */
export class CatalogBase<N extends Names = Names> {
  /** @internal As consoles show it: the bundle shortens the names of classes. */
  static readonly name: string = "Catalog";

  readonly #identity: Identity;
  /** The names that it has, for the types alone: no object has this property. */
  declare readonly names?: N;

  // An object to the types: what is inside is nobody's business.
  protected constructor(inside: object) {
    this.#identity = inside as Identity;
  }

  get id(): string {
    return this.#identity.id;
  }

  get version(): string {
    return this.#identity.version;
  }

  /** Covers what decides, not labels or descriptions. */
  get hash(): string {
    return this.#identity.hash;
  }
}
