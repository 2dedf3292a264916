import {
  directory_api_scopes,
  directory_apply,
  directory_assignable_roles,
  directory_can,
  directory_check,
  directory_check_many,
  directory_drop,
  directory_explain,
  directory_info,
  directory_list_permissions,
  directory_list_principals,
  directory_list_scopes,
  directory_overrides,
  directory_parse,
  directory_principal_ids,
  directory_principals,
  directory_replay,
  directory_role,
  directory_role_assignments,
  directory_review,
  directory_roles,
  directory_scope_ids,
  directory_scopes,
  directory_seats,
  directory_session,
  directory_simulate,
  directory_snapshot,
  directory_to_json,
  session_drop,
} from "../glue/engine.js";
import { type Catalog, insideOf } from "./catalog.js";
import { type Clock, clockOf, timeAt } from "./clock.js";
import { lostDecision, lostExplanation } from "./decision.js";
import { orThrow, validGeneration } from "./engine.js";
import { RolescopeError } from "./error.js";
import { lines, parsed, parseFrozen, pick, positions } from "./frozen.js";
import { Held } from "./held.js";
import { type Known, UNKNOWN } from "./known.js";
import { Listeners } from "./listeners.js";
import { nameOf } from "./name.js";
import { checkOptions, nameOption } from "./options.js";
import { own } from "./own.js";
import { makeSession, type Session } from "./session.js";
import { follow, tellApplied } from "./session-base.js";
import { encode, type Kept, keep, TENANT_LIMIT, write } from "./text.js";
import type {
  Applied,
  AssignableRole,
  Change,
  ChangeOptions,
  Decision,
  Explanation,
  Issue,
  Names,
  Options,
  Override,
  Principal,
  Role,
  RoleAssignment,
  RoleAssignmentQuery,
  Scope,
  Seat,
  Simulation,
  TenantNames,
  Text,
  Time,
} from "./types.js";

interface Info {
  revision: number;
  issues: Issue[];
}

/** Made anew after a loss, a directory may have its rows in another order. */
interface Ids {
  readonly generation: number;
  readonly ids: readonly string[];
  readonly indices: Map<string, number>;
}

const GRANTED = 0;
const QUERY_LIMIT = 1 << 16;
const CHANGES_LIMIT = 16 << 20;
/** Rows of a difference that `simulate` lists when it is not told how many. */
const DIFF_LIMIT = 1000;
/** Bytes of change sets that are kept beside the text of the directory before it is written anew. */
const LOG_LIMIT = 4 << 20;

/** What a rebuild needs again: the text, and what has been applied since. */
interface Source {
  text: Kept;
  log: { changes: Uint8Array; by: string | undefined; at: number }[];
  logBytes: number;
}

/** Scopes, principals, role assignments and overrides of one tenant, checked against one catalog. */
export class Directory<N extends Names = Names> {
  /** @internal As consoles show it: the bundle shortens the names of classes. */
  static readonly name: string = "Directory";

  readonly #catalog: Catalog<N>;
  readonly #known: Known;
  readonly #clock: Clock;
  readonly #held: Held;
  readonly #source: Source;
  readonly #listeners = new Listeners<{ revision: number }>();
  readonly #followers = new Set<WeakRef<Session<N>>>();
  readonly #dropped: FinalizationRegistry<WeakRef<Session<N>>>;
  /** Its one listener tells the others, sessions first: they all hear of one commit before any hears of the next. */
  readonly #commits = new Listeners<number>();
  /** The rest is read when it is asked for, and dropped by a change. */
  #infoRead?: Info;
  #revision?: number;
  #principalIds?: Ids;
  #scopeIds?: Ids;
  #roleList?: Role<TenantNames<N>>[];
  #scopeList?: Scope[];
  #principalList?: Principal[];

  private constructor(catalog: Catalog<N>, clock: Clock, held: Held, source: Source) {
    this.#catalog = catalog;
    [, this.#known] = insideOf(catalog as unknown as Catalog);
    this.#clock = clock;
    this.#held = held;
    this.#source = source;
    const followers = this.#followers;
    this.#dropped = new FinalizationRegistry((follower) => followers.delete(follower));
    this.#commits.add((revision) => {
      for (const session of this.#sessions()) tellApplied(session, revision);
      this.#listeners.tell(Object.freeze({ revision }));
    });
  }

  /** Loads a directory. Strict: every issue is thrown; lenient: bad rows are set aside and listed in `issues`. */
  static parse<N extends Names>(catalog: Catalog<N>, text: Text, options?: Options): Directory<N> {
    const [of] = insideOf(catalog as unknown as Catalog);
    checkOptions(options, ["lenient", "now"]);
    const clock = clockOf(options);
    const lenient = own(options, "lenient") === true;
    const source: Source = { text: keep(text, TENANT_LIMIT), log: [], logBytes: 0 };
    const now = clock.now();
    const held = new Held(directory_drop, () => {
      const handle = directory_parse(of.handle, encode(source.text), lenient, now);
      for (const { changes, by, at } of handle < 0 ? [] : source.log) {
        if (directory_replay(handle, changes, by !== undefined, by ?? "", at) < 0) return -1;
      }
      return handle;
    });
    return new Directory(catalog, clock, held, source);
  }

  get catalog(): Catalog<N> {
    return this.#catalog;
  }

  get revision(): number {
    return (this.#revision ??= this.#info.revision);
  }

  /** Warnings of the load, and the rows that a lenient one set aside. */
  get issues(): Issue[] {
    return this.#info.issues;
  }

  /** Whether `principal` has `permission` at `scope`. Never throws: what is not known is denied. */
  can(principal: string, permission: N["permission"], scope: string, at?: Time): boolean {
    const time = timeAt(at, this.#clock);
    return this.#held.ask((handle) => {
      const who = this.#principals.indices.get(principal) ?? UNKNOWN;
      const what = this.#known.ordinals.get(permission) ?? UNKNOWN;
      const where = this.#scopes.indices.get(scope) ?? UNKNOWN;
      return directory_can(handle, who, what, where, time) === GRANTED;
    }, () => false);
  }

  /** The decision with its reason and a message. */
  check(principal: string, permission: N["permission"], scope: string, at?: Time): Decision {
    const [who, what, where] = [nameOf(principal), nameOf(permission), nameOf(scope)];
    const time = timeAt(at, this.#clock);
    return this.#held.ask(
      (handle) => parsed<Decision>(directory_check(handle, who, what, where, time)),
      () => lostDecision(who, what, where),
    );
  }

  /**
   * The decision with the rows that grant it, those that nearly do, and the role assignments that would grant it. With
   * `by`, what that principal may not assign is said to be forbidden. Never throws.
   */
  explain(principal: string, permission: N["permission"], scope: string, options?: { at?: Time; by?: string }): Explanation<N> {
    const [who, what, where] = [nameOf(principal), nameOf(permission), nameOf(scope)];
    const time = timeAt(askedFor(options, "at") as Time | undefined, this.#clock);
    const by = askedFor(options, "by");
    const actor = by === undefined ? "" : nameOf(by);
    return this.#held.ask(
      (handle) => parsed<Explanation<N>>(directory_explain(handle, who, what, where, time, by !== undefined, actor)),
      () => lostExplanation(who, what, where) as Explanation<N>,
    );
  }

  /** A decision for each question, in their order. */
  checkMany(questions: readonly { principal: string; permission: N["permission"]; scope: string }[], at?: Time): Decision[] {
    const asked = namesOf(questions);
    const time = timeAt(at, this.#clock);
    return this.#held.ask(
      (handle) => parsed<Decision[]>(directory_check_many(handle, encode(write(asked, Infinity)), time)),
      () => asked.map(([who, what, where]) => lostDecision(who, what, where)),
    );
  }

  listPermissions(principal: string, scope: string, at?: Time): N["permission"][] {
    const time = timeAt(at, this.#clock);
    return this.#held.ask((handle) => {
      const who = this.#principals.indices.get(principal) ?? UNKNOWN;
      const where = this.#scopes.indices.get(scope) ?? UNKNOWN;
      return pick(this.#known.permissionIds, directory_list_permissions(handle, who, where, time));
    }, none);
  }

  /** The scopes at which `principal` has `permission`. */
  listScopes(principal: string, permission: N["permission"], at?: Time): string[] {
    const time = timeAt(at, this.#clock);
    return this.#held.ask((handle) => {
      const who = this.#principals.indices.get(principal) ?? UNKNOWN;
      const what = this.#known.ordinals.get(permission) ?? UNKNOWN;
      return pick(this.#scopes.ids, directory_list_scopes(handle, who, what, time));
    }, none);
  }

  /** The principals that have `permission` at `scope`. */
  listPrincipals(permission: N["permission"], scope: string, at?: Time): string[] {
    const time = timeAt(at, this.#clock);
    return this.#held.ask((handle) => {
      const what = this.#known.ordinals.get(permission) ?? UNKNOWN;
      const where = this.#scopes.indices.get(scope) ?? UNKNOWN;
      return pick(this.#principals.ids, directory_list_principals(handle, what, where, time));
    }, none);
  }

  /** The catalog's roles, as this tenant has changed and extended them. */
  roles(): Role<TenantNames<N>>[] {
    return (this.#roleList ??= this.#held.call((handle) => parseFrozen<Role<TenantNames<N>>[]>(directory_roles(handle))));
  }

  /** Throws `unknown-role`, with a hint where a known id is close. */
  role(id: N["role"] | (string & {})): Role<TenantNames<N>> {
    return this.#held.call((handle) => parsed(orThrow(directory_role(handle, nameOf(id)))));
  }

  roleAssignments(query?: RoleAssignmentQuery): RoleAssignment[] {
    const text = encode(write(query ?? {}, QUERY_LIMIT));
    return this.#held.call((handle) => parsed(orThrow(directory_role_assignments(handle, text))));
  }

  scopes(): Scope[] {
    return (this.#scopeList ??= this.#held.call((handle) => parseFrozen<Scope[]>(directory_scopes(handle))));
  }

  principals(): Principal[] {
    return (this.#principalList ??= this.#held.call((handle) => parseFrozen<Principal[]>(directory_principals(handle))));
  }

  overrides(): Override[] {
    const now = this.#clock.now();
    return this.#held.call((handle) => parsed(directory_overrides(handle, now)));
  }

  /** The seats that are taken at `scope`, highest first, each principal at one. Throws `unknown-scope`. */
  seats(scope: string): Seat[] {
    const now = this.#clock.now();
    return this.#held.call((handle) => parsed(orThrow(directory_seats(handle, nameOf(scope), now))));
  }

  /** The API scopes that a key may use which `principal` generates. */
  apiScopes(principal: string): string[] {
    const now = this.#clock.now();
    return this.#held.ask((handle) => [...lines(directory_api_scopes(handle, nameOf(principal), now))], none);
  }

  /** What somebody should see to, as warnings. Paths point into what `toJSON` gives. */
  review(): Issue[] {
    const now = this.#clock.now();
    return this.#held.call((handle) => parsed(orThrow(directory_review(handle, now))));
  }

  /** The text that travels to `principal`'s browser. `expiresIn` is in milliseconds; absent: it does not expire. */
  snapshot(principal: string, options?: { expiresIn?: number; at?: Time }): string {
    checkOptions(options, ["expiresIn", "at"]);
    const expiresIn = own(options, "expiresIn");
    // Not a number would reach the engine as "never", so it is refused here.
    if (expiresIn !== undefined && !Number.isFinite(expiresIn)) {
      throw new RolescopeError("invalid-type", "`expiresIn` is not a finite number");
    }
    const time = timeAt(own(options, "at") as Time | undefined, this.#clock);
    return this.#held.call((handle) =>
      orThrow(directory_snapshot(handle, nameOf(principal), (expiresIn as number | undefined) ?? NaN, time)),
    );
  }

  /** A session that follows this directory. An unknown principal's denies. */
  session(principal: string): Session<N> {
    const [directory, name] = [this.#held, nameOf(principal)];
    const held = new Held(session_drop, () => directory_session(directory.handle, name));
    const replace = () => {
      throw new RolescopeError("invalid-type", "this session follows a directory and takes no snapshot");
    };
    const session = makeSession<N>([this.#catalog, this.#known, this.#clock, held, replace]);
    const follower = new WeakRef(session);
    this.#followers.add(follower);
    this.#dropped.register(session, follower);
    return session;
  }

  /** Every role, in catalog order, and whether `by` could give it to `principal` at `scope`. */
  assignableRoles(question: { by: string; principal: string; scope: string }): AssignableRole<N>[] {
    const [by, principal, scope] = [nameIn(question, "by"), nameIn(question, "principal"), nameIn(question, "scope")];
    const now = this.#clock.now();
    return this.#held.call((handle) => parsed(orThrow(directory_assignable_roles(handle, by, principal, scope, now))));
  }

  /** What a change set would do: every violation, and who would gain and lose what. Nothing changes. */
  simulate(changes: readonly Change<N>[], options?: ChangeOptions & { diffLimit?: number }): Simulation<N> {
    const { json, by, at } = this.#changeSet(changes, options);
    const limit = own(options, "diffLimit") ?? DIFF_LIMIT;
    if (typeof limit !== "number" || !(limit >= 0)) throw new RolescopeError("invalid-type", "`diffLimit` is not a number from 0 up");
    const most = Math.min(limit, UNKNOWN);
    return this.#held.call((handle) => parsed(directory_simulate(handle, encode(json), by !== undefined, by ?? "", at, most)));
  }

  /** Makes a change set, as a whole or not at all. Throws with every violation, and then nothing has changed. */
  apply(changes: readonly Change<N>[], options?: ChangeOptions & { diff?: boolean }): Applied<N> {
    const { json, by, at } = this.#changeSet(changes, options);
    const text = encode(json);
    const diff = own(options, "diff") === true;
    const applied = this.#held.call((handle) =>
      parsed<Applied<N>>(orThrow(directory_apply(handle, text, by !== undefined, by ?? "", at, diff))),
    );
    // INVARIANT: the change is made. Nothing from here on throws, or asks about the state before it.
    this.#forget(json);
    this.#revision = applied.revision;
    this.#remember({ changes: text, by, at });
    // INVARIANT: no listener is called while a session still answers from before the change.
    for (const session of this.#sessions()) refresh(session);
    this.#commits.tell(applied.revision);
    return applied;
  }

  /** Calls `listener` after each change set that was applied. Gives the function that takes it off. */
  subscribe(listener: (event: { revision: number }) => void): () => void {
    if (typeof listener !== "function") throw new RolescopeError("invalid-type", "the listener is not a function");
    return this.#listeners.add(listener);
  }

  /** The sessions that follow this directory. */
  #sessions(): Session<N>[] {
    const sessions: Session<N>[] = [];
    for (const follower of this.#followers) {
      const session = follower.deref();
      if (session !== undefined) sessions.push(session);
    }
    return sessions;
  }

  #changeSet(changes: unknown, options: ChangeOptions | undefined): { json: string; by: string | undefined; at: number } {
    // One object may serve a trial and then the change itself.
    checkOptions(options, ["by", "at", "diff", "diffLimit"]);
    const by = nameOption(options, "by");
    const at = timeAt(own(options, "at") as Time | undefined, this.#clock);
    return { json: write(changes, CHANGES_LIMIT), by, at };
  }

  #remember(applied: Source["log"][number]): void {
    const source = this.#source;
    source.log.push(applied);
    source.logBytes += applied.changes.length;
    if (source.logBytes <= LOG_LIMIT) return;
    try {
      source.text = this.#held.call(directory_to_json);
    } catch {
      // The engine was lost, and what is remembered makes it again.
      return;
    }
    source.log = [];
    source.logBytes = 0;
  }

  // Reading the ids anew takes longer than most changes, and most leave them as they are.
  #forget(json: string): void {
    this.#infoRead = undefined;
    if (/"(add|remove)-principal"/.test(json)) this.#principalIds = undefined;
    if (/"(create|remove)-scope"/.test(json)) this.#scopeIds = undefined;
    this.#roleList = undefined;
    this.#scopeList = undefined;
    this.#principalList = undefined;
  }

  get #info(): Info {
    return (this.#infoRead ??= this.#held.call((handle) => parseFrozen<Info>(directory_info(handle))));
  }

  /** Plain data that `parse` takes. */
  toJSON(): object {
    return this.#held.call((handle) => JSON.parse(directory_to_json(handle)));
  }

  get #principals(): Ids {
    return (this.#principalIds = this.#upToDate(this.#principalIds, directory_principal_ids));
  }

  get #scopes(): Ids {
    return (this.#scopeIds = this.#upToDate(this.#scopeIds, directory_scope_ids));
  }

  #upToDate(ids: Ids | undefined, read: (handle: number) => string): Ids {
    return ids?.generation === validGeneration() ? ids : this.#held.call((handle) => idsOf(read(handle)));
  }
}

// The change is made by now: a session that cannot be read, because the engine was lost meanwhile, is told by that loss.
function refresh<N extends Names>(session: Session<N>): void {
  try {
    follow(session);
  } catch {}
}

function idsOf(text: string): Ids {
  const ids = lines(text);
  return { generation: validGeneration(), ids, indices: positions(ids) };
}

function none(): never[] {
  return [];
}

// What cannot be read is no time and no name.
function askedFor(options: unknown, key: string): unknown {
  try {
    return own(options, key);
  } catch {
    return null;
  }
}

type Question = [principal: string, permission: string, scope: string];

// Whatever was given becomes questions about names, so that asking does not throw.
function namesOf(questions: unknown): Question[] {
  try {
    if (!Array.isArray(questions)) return [];
    return Array.from(questions as unknown[], (question) => [nameIn(question, "principal"), nameIn(question, "permission"), nameIn(question, "scope")]);
  } catch {
    return [];
  }
}

function nameIn(question: unknown, key: string): string {
  try {
    return nameOf(own(question, key));
  } catch {
    return nameOf(undefined);
  }
}
