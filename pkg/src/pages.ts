// The engine's page records, decoded into trees. A record is [page, depth, state, reason, n, then n missing permissions],
// in depth-first order.
import { EMPTY } from "./frozen.js";
import { reasonCode } from "./known.js";
import type { Page, PageState, ReasonCode } from "./types.js";

const STATES = ["visible", "disabled", "hidden"] as const;
const HEAD = 5;
const UNKNOWN = 0xffffffff;

interface Leaf {
  record: Uint32Array;
  state: PageState;
}

/** The navigation of one scope. `order` has the page number of each entry of `states`. */
export interface PageTree {
  roots: PageState[];
  order: number[];
  states: PageState[];
}

export const NO_TREE: PageTree = { roots: EMPTY as unknown as PageState[], order: [], states: [] };

export class PageStates {
  readonly #pages: readonly Page[];
  readonly #permissionIds: readonly string[];
  /** The last state of each leaf: most are the same at the next scope, so the frozen object is handed out again. */
  readonly #leaves: (Leaf | undefined)[] = [];

  constructor(pages: readonly Page[], permissionIds: readonly string[]) {
    this.#pages = pages;
    this.#permissionIds = permissionIds;
  }

  tree(records: Uint32Array): PageTree {
    const roots: PageState[] = [];
    const order: number[] = [];
    const states: PageState[] = [];
    // The children of the parents that are open, by depth.
    const open: PageState[][] = [roots];
    for (let at = 0; at < records.length; ) {
      const depth = records[at + 1]!;
      const end = at + HEAD + records[at + 4]!;
      const isParent = end < records.length && records[end + 1]! > depth;
      while (open.length > depth + 1) Object.freeze(open.pop());
      const record = records.subarray(at, end);
      const state = isParent ? this.#state(record, []) : this.#leaf(record);
      if (isParent) open.push(state.children);
      open[depth]!.push(state);
      order.push(records[at]!);
      states.push(state);
      at = end;
    }
    for (const children of open) Object.freeze(children);
    return { roots, order, states };
  }

  /** The state of a page that is in no tree. */
  single(record: Uint32Array, asked: string): PageState {
    if (record[0] !== UNKNOWN) return this.#state(record, EMPTY);
    return pageless(asked, reasonCode(record[3]!), this.#missing(record));
  }

  #leaf(record: Uint32Array): PageState {
    const last = this.#leaves[record[0]!];
    if (last !== undefined && sameAnswer(last.record, record)) return last.state;
    const state = this.#state(record, EMPTY);
    this.#leaves[record[0]!] = { record: record.slice(), state };
    return state;
  }

  #state(record: Uint32Array, children: readonly PageState[]): PageState {
    const { id, path, title } = this.#pages[record[0]!]!;
    const state = STATES[record[2]!]!;
    const reason = reasonCode(record[3]!);
    const missing = this.#missing(record);
    return Object.freeze({ id, path, title, state, reason, missing, children: children as PageState[] });
  }

  #missing(record: Uint32Array): string[] {
    if (record[4] === 0) return EMPTY as unknown as string[];
    const missing: string[] = [];
    for (let i = HEAD; i < record.length; i++) missing.push(this.#permissionIds[record[i]!]!);
    return Object.freeze(missing) as string[];
  }
}

/** A page that the catalog does not have, or that cannot be looked up now. */
export function pageless(asked: string, reason: ReasonCode, missing: string[] = EMPTY as unknown as string[]): PageState {
  const children = EMPTY as unknown as PageState[];
  return Object.freeze({ id: asked, path: "", title: "", state: "hidden", reason, missing, children });
}

// All but the depth: where a leaf stands in the tree is no part of its state.
function sameAnswer(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 2; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
