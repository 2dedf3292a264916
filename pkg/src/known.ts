// What the facade keeps of a catalog in JavaScript: its ids, in the engine's order, and its pages.
import { catalog_pages, catalog_permission_ids, reason_codes } from "../glue/engine.js";
import { lines, parseFrozen, positions } from "./frozen.js";
import type { Held } from "./held.js";
import { PageStates } from "./pages.js";
import type { Page, ReasonCode } from "./types.js";

let codes: readonly string[] | undefined;

/** Reason codes by number. To be read inside `call` or `ask`. */
export function reasonCode(number: number): ReasonCode {
  codes ??= lines(reason_codes());
  return codes[number] as ReasonCode;
}

export class Known {
  readonly held: Held;
  #permissionIds?: readonly string[];
  #ordinals?: Map<string, number>;
  #pages?: Page[];
  #pageStates?: PageStates;

  constructor(held: Held) {
    this.held = held;
  }

  get permissionIds(): readonly string[] {
    return (this.#permissionIds ??= this.held.call((handle) => lines(catalog_permission_ids(handle))));
  }

  get ordinals(): Map<string, number> {
    return (this.#ordinals ??= positions(this.permissionIds));
  }

  get pages(): Page[] {
    return (this.#pages ??= this.held.call((handle) => parseFrozen<Page[]>(catalog_pages(handle))));
  }

  get pageStates(): PageStates {
    return (this.#pageStates ??= new PageStates(this.pages, this.permissionIds));
  }
}
