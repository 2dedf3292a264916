// What the engine decided for one session, kept until the next instant at which time could change it. It holds answers
// and no rule: whatever is not in it is asked of the engine.
import { session_resolve, session_scope_ids, session_valid_until } from "../glue/engine.js";
import type { Clock } from "./clock.js";
import { ask } from "./engine.js";
import { lines, positions } from "./frozen.js";
import type { Held } from "./held.js";
import { type Known, UNKNOWN } from "./known.js";
import type { Decision, Explanation, PageState, Scope, SessionRole, View } from "./types.js";

/** Checks between two readings of the clock, within one turn of the event loop. */
const CHECKS_PER_READING = 1000;

/** How many different sets of words, or navigations, are looked through for an equal one. */
const DISTINCT = 64;

/** The other answers at one scope. */
export class Place {
  readonly decisions = new Map<string, Decision>();
  readonly explanations = new Map<string, Explanation>();
  readonly pages = new Map<string, PageState>();
  /** By page number: pages of other scope types. */
  readonly elsewhere = new Map<number, PageState>();
  view?: View;
  permissions?: string[];
  tree?: PageState[];
  roles?: SessionRole[];
}

export class Memo {
  /** Checks left until the clock is read. */
  left = 0;
  /** Raised when the words are dropped. */
  epoch = 0;
  // INVARIANT: words and ordinals are copies that JavaScript owns; a view on the engine's memory would read 0 after it grew.
  // Both maps are keyed by the strings that callers pass, which compare by identity the next time.
  readonly words = new Map<string, Uint32Array>();
  readonly ordinals = new Map<string, number>();
  /** The time of the last reading, and the span in which it changes no answer. */
  now = NaN;
  from = Infinity;
  until = -Infinity;

  readonly held: Held;
  readonly #known: Known;
  readonly #clock: Clock;
  readonly #lapsed: () => void;
  readonly #places = new Map<string, Place>();
  #distinct: Uint32Array[] = [];
  #trees: { key: Uint32Array; tree: PageState[] }[] = [];
  readonly listScopes = new Map<string, string[]>();
  apiScopes?: string[];
  scopeList?: Scope[];
  /** What a whole session asks besides, by key. */
  readonly kept = new Map<string, unknown>();
  #scopes?: { ids: readonly string[]; indices: Map<string, number> };
  #queued = false;
  readonly #turnEnds = (): void => {
    this.#queued = false;
    this.left = 0;
  };

  /** `lapsed` is called when time has changed what was kept. It must not ask at once: it may be in the middle of a check. */
  constructor(known: Known, held: Held, clock: Clock, lapsed: () => void) {
    this.#known = known;
    this.held = held;
    this.#clock = clock;
    this.#lapsed = lapsed;
  }

  /** Reads the clock, and drops what it has made out of date. */
  tick(): void {
    const now = this.#clock.now();
    this.now = now;
    if (!(now >= this.from && now < this.until)) this.#renew(now);
    this.left = 0;
    if (this.#clock.exact) return;
    if (!this.#queued) {
      queueMicrotask(this.#turnEnds);
      this.#queued = true;
    }
    this.left = CHECKS_PER_READING - 1;
  }

  #renew(now: number): void {
    const kept = this.from <= this.until;
    this.drop();
    const until = this.held.ask((handle) => session_valid_until(handle, now), () => -Infinity);
    // A clock that gives no time, or a lost engine: nothing is kept past this call.
    if (now < until) {
      this.from = now;
      this.until = until;
    }
    if (kept) this.#lapsed();
  }

  /** Forgets every answer. The next check reads the clock. */
  drop(): void {
    this.left = 0;
    this.epoch++;
    this.words.clear();
    this.#distinct = [];
    this.#trees = [];
    this.#places.clear();
    this.listScopes.clear();
    this.apiScopes = undefined;
    this.from = Infinity;
    this.until = -Infinity;
  }

  /** Forgets the scopes and roles too: the session has another snapshot. */
  reset(): void {
    this.drop();
    this.ordinals.clear();
    this.#scopes = undefined;
    this.scopeList = undefined;
    this.kept.clear();
  }

  /** `can` for what is not kept yet. */
  can(permission: unknown, scope: unknown): boolean {
    if (typeof permission !== "string" || typeof scope !== "string") return false;
    return ask(() => {
      const words = this.#resolve(scope);
      const ordinal = this.#known.ordinals.get(permission);
      if (words === undefined || ordinal === undefined) return false;
      this.ordinals.set(permission, ordinal);
      return hasBit(words, ordinal);
    }, () => false);
  }

  #resolve(scope: string): Uint32Array | undefined {
    let words = this.words.get(scope);
    if (words !== undefined) return words;
    const index = this.scopes.indices.get(scope);
    if (index === undefined) return undefined;
    words = this.#shared(session_resolve(this.held.handle, index, this.now));
    this.words.set(scope, words);
    return words;
  }

  /** The numbers of the permissions that are granted at a scope. Inside `ask` only. */
  granted(scope: string): number[] {
    const words = this.#resolve(scope);
    return words === undefined ? [] : [...this.#known.permissionIds.keys()].filter((ordinal) => hasBit(words, ordinal));
  }

  // Most scopes have the words of another one. One array for all of them stays in the processor's cache.
  #shared(words: Uint32Array): Uint32Array {
    const same = this.#distinct.find((other) => areEqual(other, words));
    if (same !== undefined) return same;
    if (this.#distinct.length < DISTINCT) this.#distinct.push(words);
    return words;
  }

  /** The navigation of every scope for which the engine gives this key; `read` is asked for the first of them. */
  tree(key: Uint32Array, read: () => PageState[]): PageState[] {
    const same = this.#trees.find((other) => areEqual(other.key, key));
    if (same !== undefined) return same.tree;
    const tree = read();
    if (this.#trees.length < DISTINCT) this.#trees.push({ key, tree });
    return tree;
  }

  /** The scopes of the snapshot. Inside `ask` only, like the rest. */
  get scopes(): { ids: readonly string[]; indices: Map<string, number> } {
    if (this.#scopes === undefined) {
      const ids = lines(session_scope_ids(this.held.handle));
      const indices = positions(ids);
      // No engine writes an id twice. Which of the two is meant is not known, so no scope is.
      this.#scopes = { ids, indices: indices.size === ids.length ? indices : new Map() };
    }
    return this.#scopes;
  }

  /** The engine's number of a scope. */
  index(scope: string): number {
    return this.scopes.indices.get(scope) ?? UNKNOWN;
  }

  /** Where the answers at a scope are kept; none for a name that the snapshot does not have. */
  place(scope: string): Place | undefined {
    let place = this.#places.get(scope);
    if (place === undefined && this.scopes.indices.has(scope)) {
      place = new Place();
      this.#places.set(scope, place);
    }
    return place;
  }
}

function areEqual(one: Uint32Array, other: Uint32Array): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

export function hasBit(words: Uint32Array, ordinal: number): boolean {
  return ((words[ordinal >>> 5]! >>> (ordinal & 31)) & 1) === 1;
}
