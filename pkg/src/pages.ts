// The engine's page records, decoded into trees. A record is [page, depth, state, reason, n, then n missing permissions],
// in depth-first order.
import { EMPTY } from "./frozen.js";
import { type PageText, reasonCode, UNKNOWN } from "./known.js";
import type { PageState, ReasonCode } from "./types.js";

const STATES = ["visible", "disabled", "hidden"] as const;
const HEAD = 5;

/** How many states of one leaf are remembered; what a leaf needs gives few. */
const VARIANTS = 8;

interface Leaf {
  record: Uint32Array;
  state: PageState;
}

export class PageStates {
  readonly #pages: readonly PageText[];
  readonly #permissionIds: readonly string[];
  /** The states that each leaf has had: most scopes have the same ones, so the frozen objects are handed out again. */
  readonly #leaves: Leaf[][];

  constructor(pages: readonly PageText[], permissionIds: readonly string[]) {
    this.#pages = pages;
    this.#permissionIds = permissionIds;
    this.#leaves = pages.map(() => []);
  }

  tree(records: Uint32Array): PageState[] {
    const roots: PageState[] = [];
    // The children of the parents that are open, by depth.
    const open: PageState[][] = [roots];
    for (let at = 0; at < records.length; ) {
      const depth = records[at + 1]!;
      const next = at + HEAD + records[at + 4]!;
      const isParent = next < records.length && records[next + 1]! > depth;
      while (open.length > depth + 1) Object.freeze(open.pop());
      let state: PageState;
      if (isParent) {
        const children: PageState[] = [];
        state = this.#state(records, at, children);
        open.push(children);
      } else {
        state = this.#leaf(records, at, next);
      }
      open[depth]!.push(state);
      at = next;
    }
    for (const children of open) Object.freeze(children);
    return roots;
  }

  /** The state of a page that is in no tree. */
  single(record: Uint32Array, asked: string): PageState {
    if (record[0] !== UNKNOWN) return this.#state(record, 0, EMPTY);
    return pageless(asked, reasonCode(record[3]!), this.#missing(record, 0));
  }

  /** The page's state in a tree. */
  find(states: readonly PageState[], page: number): PageState | undefined {
    const id = this.#pages[page]?.id;
    return id === undefined ? undefined : findIn(states, id);
  }

  #leaf(records: Uint32Array, at: number, next: number): PageState {
    const known = this.#leaves[records[at]!]!;
    for (const { record, state } of known) if (isSame(record, records, at, next)) return state;
    const state = this.#state(records, at, EMPTY);
    if (known.length < VARIANTS) known.push({ record: records.slice(at, next), state });
    return state;
  }

  #state(records: Uint32Array, at: number, children: readonly PageState[]): PageState {
    const { id, path, title } = this.#pages[records[at]!]!;
    const state = STATES[records[at + 2]!]!;
    const reason = reasonCode(records[at + 3]!);
    const missing = this.#missing(records, at);
    return Object.freeze({ id, path, title, state, reason, missing, children: children as PageState[] });
  }

  #missing(records: Uint32Array, at: number): string[] {
    const count = records[at + 4]!;
    if (count === 0) return EMPTY as unknown as string[];
    const missing: string[] = [];
    for (let i = at + HEAD; i < at + HEAD + count; i++) missing.push(this.#permissionIds[records[i]!]!);
    return Object.freeze(missing) as string[];
  }
}

function findIn(states: readonly PageState[], id: string): PageState | undefined {
  for (const state of states) {
    const found = state.id === id ? state : findIn(state.children, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A page that the catalog does not have, or that cannot be looked up now. */
export function pageless(asked: string, reason: ReasonCode, missing: string[] = EMPTY as unknown as string[]): PageState {
  const children = EMPTY as unknown as PageState[];
  return Object.freeze({ id: asked, path: "", title: "", state: "hidden", reason, missing, children });
}

// All but the page, which is the same, and the depth: where a leaf stands in the tree is no part of its state.
function isSame(record: Uint32Array, records: Uint32Array, at: number, next: number): boolean {
  if (record.length !== next - at) return false;
  for (let i = 2; i < record.length; i++) if (record[i] !== records[at + i]) return false;
  return true;
}
