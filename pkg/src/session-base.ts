import {
  session_api_scopes,
  session_check,
  session_info,
  session_list_scopes,
  session_navigation_key,
  session_page,
  session_pages,
  session_roles,
  session_scopes,
} from "../glue/engine.js";
import type { CatalogBase } from "./catalog-base.js";
import { alarm, type Clock } from "./clock.js";
import { lostDecision } from "./decision.js";
import { onLoss } from "./engine.js";
import { RolescopeError } from "./error.js";
import { EMPTY, frozen, frozenLines, parsed, parseFrozen, pickFrozen } from "./frozen.js";
import { Held } from "./held.js";
import { type Known, UNKNOWN } from "./known.js";
import { Listeners } from "./listeners.js";
import { hasBit, Memo, type Place } from "./memo.js";
import { nameOf, pageRefOf } from "./name.js";
import { pageless } from "./pages.js";
import type {
  Decision,
  Issue,
  Names,
  PageRef,
  PageState,
  Scope,
  SessionEvent,
  SessionRole,
  Text,
  View,
} from "./types.js";
import { ScopeView } from "./view.js";

/** @internal */
export interface Info {
  principal: string;
  revision: number;
  issuedAt: number;
  expiresAt: number | null;
  issues?: Issue[];
}

/** A timer for a clock that is not the timer's own looks again no sooner than this, in milliseconds. */
const INJECTED_DELAY = 1000;

/** Names as they are asked, and the engine's numbers of a permission and a scope. */
interface Question {
  asked: string;
  where: string;
  what: number;
  place: number;
  now: number;
}

/** @internal The ways of a session that follows a directory and of one that holds a snapshot differ in `replace`. */
export type Replace = (text: Text, now: number) => void;

/** @internal */
export type Parts<N extends Names> = [catalog: CatalogBase<N>, known: Known, clock: Clock, held: Held, replace: Replace];

let refresh: (session: SessionBase) => void;
let notify: (session: SessionBase, revision: number) => void;

/** What one signed-in principal may do: what the sessions of `rolescope` and of `rolescope/session` have in common. */
export class SessionBase<N extends Names = Names> {
  /** @internal As consoles show it: the bundle shortens the names of classes. */
  static readonly name: string = "Session";

  readonly #catalog: CatalogBase<N>;
  readonly #known: Known;
  readonly #clock: Clock;
  readonly #held: Held;
  readonly #memo: Memo;
  readonly #replace: Replace;
  readonly #listeners = new Listeners<SessionEvent>();
  #info: Info;
  #stopAlarm?: () => void;
  #stopWitness?: () => void;
  #lapseQueued = false;

  static {
    refresh = (session) => session.#refresh();
    notify = (session, revision) => session.#notify("apply", revision);
  }

  // An object to the types: what is inside is nobody's business.
  protected constructor(inside: object) {
    const [catalog, known, clock, held, replace] = inside as Parts<N>;
    this.#catalog = catalog;
    this.#known = known;
    this.#clock = clock;
    this.#held = held;
    this.#replace = replace;
    this.#memo = new Memo(this.#known, held, clock, () => this.#queueLapse());
    this.#info = this.#readInfo();
  }

  /** A framework that follows plain objects by a copy leaves it as it is: through a copy it could not be asked. */
  get [Symbol.toStringTag](): string {
    return "Session";
  }

  /** @internal What a whole session is built on. `kept` is empty again when the session has another snapshot. */
  protected get inside(): { held: Held; info: Info; kept: Map<string, unknown> } {
    return { held: this.#held, info: this.#info, kept: this.#memo.kept };
  }

  get catalog(): CatalogBase<N> {
    return this.#catalog;
  }

  get principal(): string {
    return this.#info.principal;
  }

  get revision(): number {
    return this.#info.revision;
  }

  /** Milliseconds since the epoch. */
  get issuedAt(): number {
    return this.#info.issuedAt;
  }

  /** Milliseconds since the epoch; from then on every answer is `stale`. Null: never. */
  get expiresAt(): number | null {
    return this.#info.expiresAt;
  }

  /** Whether the principal has `permission` at `scope`. Never throws: what is not known is denied. */
  can(permission: N["permission"], scope: string): boolean {
    const memo = this.#memo;
    if (--memo.left < 0) memo.tick();
    const words = memo.words.get(scope);
    if (words !== undefined) {
      const ordinal = memo.ordinals.get(permission);
      if (ordinal !== undefined) return hasBit(words, ordinal);
    }
    return memo.can(permission, scope);
  }

  /** Every one of `permissions`. An empty list is denied. */
  canAll(permissions: readonly N["permission"][], scope: string): boolean {
    const asked = listOf(permissions);
    return asked.length > 0 && asked.every((permission) => this.can(permission, scope));
  }

  /** At least one of `permissions`. An empty list is denied. */
  canAny(permissions: readonly N["permission"][], scope: string): boolean {
    return listOf(permissions).some((permission) => this.can(permission, scope));
  }

  /** One scope of this session, live. */
  at(scope: string): View<N> {
    const name = nameOf(scope);
    const memo = this.#fresh();
    const make = () => new ScopeView<N>(this, memo, name);
    return this.#held.ask(() => {
      const place = memo.place(name);
      return place === undefined ? make() : ((place.view ??= make()) as View<N>);
    }, make);
  }

  /** The decision with its reason and a message. */
  check(permission: N["permission"], scope: string): Decision {
    return this.answered(
      permission,
      scope,
      (place) => place.decisions,
      (handle, { what, place, asked, where, now }) => session_check(handle, what, place, asked, where, now),
      lostDecision,
    );
  }

  /** @internal An answer that the engine writes about a permission at a scope, kept where `keep` says. */
  protected answered<T extends Decision>(
    permission: unknown,
    scope: unknown,
    keep: (place: Place) => Map<string, T>,
    ask: (handle: number, question: Question) => string,
    lost: (principal: string, asked: string, where: string) => T,
  ): T {
    const [asked, where] = [nameOf(permission), nameOf(scope)];
    const memo = this.#fresh();
    return this.#held.ask((handle) => {
      const at = memo.place(where);
      const kept = at && keep(at);
      let answer = kept?.get(asked);
      if (answer === undefined) {
        const what = this.#known.ordinals.get(asked);
        const question = { asked, where, what: what ?? UNKNOWN, place: memo.index(where), now: memo.now };
        answer = parseFrozen<T>(ask(handle, question));
        if (what !== undefined) kept?.set(asked, answer);
      }
      return answer;
    }, () => lost(this.principal, asked, where));
  }

  listPermissions(scope: string): N["permission"][] {
    const memo = this.#fresh();
    return this.#held.ask(() => {
      const place = memo.place(scope);
      if (place === undefined) return none();
      return (place.permissions ??= pickFrozen(this.#known.permissionIds, memo.granted(scope)));
    }, none);
  }

  /** The scopes at which the principal has `permission`. */
  listScopes(permission: N["permission"]): string[] {
    const memo = this.#fresh();
    return this.#held.ask((handle) => {
      const ordinal = this.#known.ordinals.get(permission);
      if (ordinal === undefined) return none();
      let scopes = memo.listScopes.get(permission);
      if (scopes === undefined) {
        scopes = pickFrozen(memo.scopes.ids, session_list_scopes(handle, ordinal, memo.now));
        memo.listScopes.set(permission, scopes);
      }
      return scopes;
    }, none);
  }

  /** The scopes of the snapshot, ancestors included. */
  scopes(): Scope[] {
    return this.#held.ask((handle) => (this.#memo.scopeList ??= frozen(parsed<Scope[]>(session_scopes(handle)).map(whole) as Scope[])), none);
  }

  /** The principal's roles that reach `scope`. */
  roles(scope: string): SessionRole[] {
    const memo = this.#fresh();
    return this.#held.ask((handle) => {
      const place = memo.place(scope);
      if (place === undefined) return none();
      return (place.roles ??= parseFrozen<SessionRole[]>(session_roles(handle, memo.index(scope), memo.now)));
    }, none);
  }

  /** The API scopes that a key may use which the principal generates. */
  apiScopes(): string[] {
    const memo = this.#fresh();
    return this.#held.ask((handle) => (memo.apiScopes ??= frozenLines(session_api_scopes(handle, memo.now))), none);
  }

  /** The navigation tree for the scope's type. Hidden pages are in it, with their state. */
  pages(scope: string): PageState<N>[] {
    this.#fresh();
    return this.#held.ask<PageState[]>(() => this.#tree(scope), none) as PageState<N>[];
  }

  #tree(scope: string): PageState[] {
    const memo = this.#memo;
    const place = memo.place(scope);
    if (place === undefined) return none();
    if (place.tree === undefined) {
      const index = memo.index(scope);
      const key = session_navigation_key(this.#held.handle, index, memo.now);
      place.tree = memo.tree(key, () => this.#known.pageStates.tree(session_pages(this.#held.handle, index, memo.now)));
    }
    return place.tree;
  }

  /** A page by its id, or by its path. */
  page<const Ref extends string>(idOrPath: PageRef<N, Ref>, scope: string): PageState<N>;
  page(idOrPath: string, scope: string): PageState {
    const [asked, where] = [pageRefOf(idOrPath), nameOf(scope)];
    const memo = this.#fresh();
    return this.#held.ask((handle) => {
      const kept = memo.place(where)?.pages;
      let state = kept?.get(asked);
      if (state === undefined) {
        state = this.#pageState(session_page(handle, asked, memo.index(where), memo.now), asked, where);
        // Ids only: there is no end of paths that lead to a page.
        if (state.id === asked && state.path !== "") kept?.set(asked, state);
      }
      return state;
    }, () => pageless(asked, "engine-lost"));
  }

  // The very object that is in the tree, where the page is in it.
  #pageState(record: Uint32Array, asked: string, scope: string): PageState {
    const page = record[0]!;
    const inTree = this.#known.pageStates.find(this.#tree(scope), page);
    if (inTree !== undefined) return inTree;
    const elsewhere = this.#memo.place(scope)?.elsewhere;
    const state = elsewhere?.get(page) ?? this.#known.pageStates.single(record, asked);
    if (state.path !== "") elsewhere?.set(page, state);
    return state;
  }

  /** Takes a newer snapshot. Throws `older-revision`, `wrong-principal` or `wrong-catalog`, and then nothing has changed. */
  update(snapshot: Text): void {
    this.#replace(snapshot, this.#clock.now());
    this.#refresh();
    this.#notify("update");
  }

  #refresh(): void {
    this.#memo.reset();
    this.#info = this.#readInfo();
  }

  /** Calls `listener` when answers may have changed. Gives the function that takes it off. */
  subscribe(listener: (event: SessionEvent) => void): () => void {
    if (typeof listener !== "function") throw new RolescopeError("invalid-type", "the listener is not a function");
    const stop = this.#listeners.add(listener);
    this.#stopWitness ??= onLoss(() => {
      this.#memo.drop();
      this.#notify("engine-lost");
    });
    this.#setAlarm(1);
    return () => {
      stop();
      if (this.#listeners.size > 0) return;
      this.#stopAlarm?.();
      this.#stopWitness?.();
      this.#stopWitness = undefined;
    };
  }

  #readInfo(): Info {
    const info = this.#held.call((handle) => parseFrozen<Omit<Info, "issuedAt"> & { issuedAt: number | null }>(session_info(handle)));
    // A session that follows a directory was issued when it was made.
    return Object.freeze({ ...info, issuedAt: info.issuedAt ?? this.#info?.issuedAt ?? this.#clock.now() });
  }

  #fresh(): Memo {
    const memo = this.#memo;
    if (--memo.left < 0) memo.tick();
    return memo;
  }

  #notify(reason: SessionEvent["reason"], revision = this.revision): void {
    this.#listeners.tell(Object.freeze({ revision, reason }));
    this.#setAlarm(1);
  }

  // A check has found that time went on. Its caller may be in the middle of rendering, so the listeners hear of it after.
  #queueLapse(): void {
    if (this.#lapseQueued || this.#listeners.size === 0) return;
    queueMicrotask(() => this.#tellLapse());
    this.#lapseQueued = true;
  }

  #tellLapse(): void {
    if (!this.#lapseQueued) return;
    this.#lapseQueued = false;
    this.#notify("expiry");
  }

  // Only listeners need a timer: a check reads the clock by itself. Without one a dropped session is kept alive by none.
  #setAlarm(shortest: number): void {
    this.#stopAlarm?.();
    this.#stopAlarm = undefined;
    if (this.#listeners.size === 0) return;
    this.#memo.tick();
    const { now, until } = this.#memo;
    if (!Number.isFinite(until)) return;
    this.#stopAlarm = alarm(Math.max(until - now, shortest), () => {
      this.#memo.tick();
      if (this.#lapseQueued) this.#tellLapse();
      // Early: the delay was cut to what a timer can do, or the clock is not the timer's.
      else this.#setAlarm(this.#clock.exact ? INJECTED_DELAY : 1);
    });
  }
}

/** From here on a session answers as the directory does that it follows. */
export function follow<N extends Names>(session: SessionBase<N>): void {
  refresh(session as unknown as SessionBase);
}

/** Tells the listeners of a session that the directory which it follows has changed. */
export function tellApplied<N extends Names>(session: SessionBase<N>, revision: number): void {
  notify(session as unknown as SessionBase, revision);
}

// A snapshot leaves out what a scope does not have.
const whole = (scope: Partial<Scope>): object => ({ links: [], attributes: {}, ...scope });

function none(): never[] {
  return EMPTY as never[];
}

/** The names of a list, whatever was given: what is no list is empty. */
function listOf(names: unknown): string[] {
  try {
    return Array.isArray(names) ? [...names] : [];
  } catch {
    return [];
  }
}
