// What the facade keeps in JavaScript of what a session is about: the ids of the permissions, in the engine's order, and
// the pages. A catalog has them, or the snapshot itself.
import { reason_codes } from "../glue/engine.js";
import { lines, positions } from "./frozen.js";
import type { Held } from "./held.js";
import { PageStates } from "./pages.js";
import type { Page, ReasonCode } from "./types.js";

/** The engine's number of what it does not know. */
export const UNKNOWN = 0xffffffff;

let codes: readonly string[] | undefined;

/** Reason codes by number. To be read inside `call` or `ask`. */
export function reasonCode(number: number): ReasonCode {
  codes ??= lines(reason_codes());
  return codes[number] as ReasonCode;
}

/** @internal As much of a page as its states show. */
export type PageText = Pick<Page, "id" | "path" | "title">;

/** @internal The ids of the permissions, in the engine's order, and the pages. */
export interface Names {
  permissions: readonly string[];
  pages: PageText[];
}

export class Known {
  readonly #held: Held;
  readonly #read: (handle: number) => Names;
  #names?: Names;
  #ordinals?: Map<string, number>;
  #pageStates?: PageStates;

  constructor(held: Held, read: (handle: number) => Names) {
    this.#held = held;
    this.#read = read;
  }

  get #known(): Names {
    return (this.#names ??= this.#held.call(this.#read));
  }

  get permissionIds(): readonly string[] {
    return this.#known.permissions;
  }

  get ordinals(): Map<string, number> {
    return (this.#ordinals ??= positions(this.permissionIds));
  }

  get pages(): PageText[] {
    return this.#known.pages;
  }

  get pageStates(): PageStates {
    return (this.#pageStates ??= new PageStates(this.pages, this.permissionIds));
  }

  /** Forgets all: what is held has other permissions or pages. */
  reset(): void {
    this.#names = undefined;
    this.#ordinals = undefined;
    this.#pageStates = undefined;
  }
}
