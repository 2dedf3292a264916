// What the facade keeps in JavaScript of what a session is about: the ids of the permissions, in the engine's order, and
// the pages. A catalog has them, or the snapshot itself.
import { reason_codes } from "../glue/engine.js";
import { lines, positions } from "./frozen.js";
import type { Held } from "./held.js";
import { PageStates } from "./pages.js";
import type { Page, ReasonCode } from "./types.js";

let codes: readonly string[] | undefined;

/** Reason codes by number. To be read inside `call` or `ask`. */
export function reasonCode(number: number): ReasonCode {
  codes ??= lines(reason_codes());
  return codes[number] as ReasonCode;
}

/** The engine's text about what a handle stands for. */
type Read = (handle: number) => string;

/** @internal As much of a page as its states show. */
export type PageText = Pick<Page, "id" | "path" | "title">;

export class Known {
  readonly #held: Held;
  readonly #readIds: Read;
  readonly #readPages: (handle: number) => PageText[];
  #permissionIds?: readonly string[];
  #ordinals?: Map<string, number>;
  #pages?: PageText[];
  #pageStates?: PageStates;

  /** `readIds` gives the ids of the permissions, one to a line, `readPages` the pages. */
  constructor(held: Held, readIds: Read, readPages: (handle: number) => PageText[]) {
    this.#held = held;
    this.#readIds = readIds;
    this.#readPages = readPages;
  }

  get permissionIds(): readonly string[] {
    return (this.#permissionIds ??= this.#held.call((handle) => lines(this.#readIds(handle))));
  }

  get ordinals(): Map<string, number> {
    return (this.#ordinals ??= positions(this.permissionIds));
  }

  get pages(): PageText[] {
    return (this.#pages ??= this.#held.call(this.#readPages));
  }

  get pageStates(): PageStates {
    return (this.#pageStates ??= new PageStates(this.pages, this.permissionIds));
  }

  /** Forgets all: what is held has other permissions or pages. */
  reset(): void {
    this.#permissionIds = undefined;
    this.#ordinals = undefined;
    this.#pages = undefined;
    this.#pageStates = undefined;
  }
}
