// The guard of an app's routes, for any router. It decides which route a location belongs to and in which ways it may be
// read. Which page each reading leads to, and whether the page opens, is asked of the session each time.
import type { Names, PageState, ReasonCode, SessionEvent } from "./types.js";

/** What the guard needs of a session. Each session of the package has it. */
export interface GuardSession<N extends Names = Names> {
  page(idOrPath: string, scope: string): PageState<N>;
  subscribe(listener: (event: SessionEvent) => void): () => void;
}

/** A part of the app's paths: which page it is, or that the catalog's own paths follow, and at which scope. */
export interface GuardRoute<N extends Names = Names> {
  /** As in the address, `:name` for one segment, and `/*` at the end where the catalog's own paths follow. */
  path: string;
  /** The page's id, where the path is one page. Not together with `/*`. */
  page?: N["page"];
  /** The scope: `:name` of the path, an id, or what gives the id. Default: the scope that the guard is asked with. */
  scope?: string | ((params: Readonly<Record<string, string>>) => string | undefined);
  /** For sign-in, errors and the like: whoever comes may see it. Nothing is asked. */
  open?: boolean;
  redirect?: Redirect<N>;
}

/** A path, to which `reason` and `from` are added as its query; or a function that gives the whole of it. */
export type Redirect<N extends Names = Names> = string | ((denied: Verdict<N>, from: string) => string | undefined);

/** The routes in any order: the more exact one wins, a fixed segment over `:name`. */
export type GuardRoutes<N extends Names = Names> = readonly GuardRoute<N>[] | Readonly<Record<string, Omit<GuardRoute<N>, "path">>>;

export interface Verdict<N extends Names = Names> {
  allowed: boolean;
  reason: ReasonCode;
  /** The state of the page that decided. Absent for open and unknown routes. */
  page?: PageState<N>;
  scope?: string;
  /** When denied: where to go. It is a place that is allowed, so redirects make no circle. */
  redirect?: string;
}

/** What a router knows of the location. A string is the scope. */
export interface Asked {
  scope?: string;
  /** As the router has read them; they come before the guard's own reading. */
  params?: object;
  /** The path of the route that the router has picked, with its `:name`, `$name` and all. */
  pattern?: string;
}

export interface Guard<N extends Names = Names> {
  /** Whether `path`, as it stands in the address, may be opened. Never throws: what is not known is denied. */
  (path: string, asked?: string | Asked): Verdict<N>;
  /** Calls `listener` when verdicts of the session that is there now may have changed. */
  subscribe(listener: () => void): () => void;
}

interface Row<N extends Names> extends GuardRoute<N> {
  rank: string;
  matches: RegExp;
}

interface Reading<N extends Names> extends Verdict<N> {
  row?: Row<N>;
}

// What a browser, a router and a server resolve in different ways: dot segments, backslashes, encoded slashes, control
// characters. Denying needs no rule.
const TWOFOLD = /[\\\0-\x1f]|%(?:[01]|2f|5c)|\/(?:\.|%2e){1,2}(?:\/|$)/i;
// The names under which routers fetch the data of a page: `x.data`, `x/_.data`, `x.rsc`, `x/index.rsc`, `x.segments/y.rsc`.
const SUFFIX = /(?:\/(?:_|_root|index))?(?:\.|%2e)(?:segments\/.*|[^/]*\/*)$/i;
// A router's route for whatever is left, such as `*`, `$` and `:rest(.*)`, means no page by itself.
const CATCH_ALL = /(?:[*+]|\/\$|\(\.[*+]\)\??)$/;

const NOWHERE = { allowed: false, reason: "unknown-page" } as const;

/**
 * A guard of `routes`. The session may be a function, for apps in which people sign in later: while it gives none,
 * everything but open routes is denied.
 */
export function guard<N extends Names>(
  session: GuardSession<N> | (() => GuardSession<N> | null | undefined),
  routes: GuardRoutes<N>,
  options?: { redirect?: Redirect<N> },
): Guard<N> {
  const list = Array.isArray(routes) ? (routes as GuardRoute<N>[]) : Object.entries(routes).map(([path, route]) => ({ ...route, path }));
  const table = list.map(compile<N>).sort((one, other) => +(one.rank > other.rank) || -(one.rank < other.rank));
  const otherwise = bare(options).redirect;
  const current = () => (typeof session === "function" ? session() : session);

  function read(path: string, asked: Asked, known?: string): Reading<N> {
    for (const row of table) {
      const found = row.matches.exec(path);
      if (found === null) continue;
      if (row.open === true) return { allowed: true, reason: "granted", row };
      const params: Record<string, string> = bare(found.groups);
      for (const name in params) params[name] = decodeURIComponent(params[name]!);
      Object.assign(params, asked.params);
      const { scope: named = asked.scope } = row;
      const scope = known ?? (typeof named === "function" ? named(params) : named?.[0] === ":" ? params[named.slice(1)] : named) ?? "";
      // With the slash in front it is a path, and never taken for an id.
      const page = current()?.page(row.page ?? found.groups?.$ ?? "/", scope);
      return { allowed: page?.state === "visible", reason: page?.reason ?? "unknown-principal", page, scope, row };
    }
    return NOWHERE;
  }

  // INVARIANT: a location that can be read in several ways is open only if each of them is.
  function judge(path: string, asked: Asked): Reading<N> {
    if (TWOFOLD.test(path)) return NOWHERE;
    const first = read(path, asked);
    if (!first.allowed) return first;
    const { pattern } = asked;
    if (pattern !== undefined && !CATCH_ALL.test(pattern)) {
      // A pattern is itself a path: to the page that the router is about to show.
      const shown = read(pattern.replace(/:\w+[^/]*/g, ":_"), asked, first.scope);
      if (!shown.allowed) return shown;
    }
    const fetched = SUFFIX.test(path) ? read(path.replace(SUFFIX, ""), asked, first.scope) : first;
    return fetched.allowed || fetched.reason === "unknown-page" ? first : fetched;
  }

  function whereTo(redirect: Redirect<N> | undefined, denied: Verdict<N>, location: string): string | undefined {
    // One slash in front: it stays in this app, whatever was asked for.
    const from = location.replace(/^[\\/]*/, "/");
    const to = typeof redirect === "string"
      ? `${redirect}${redirect.includes("?") ? "&" : "?"}${new URLSearchParams({ reason: denied.reason, from })}`
      : redirect?.(denied, from);
    // Another site is not ours to judge.
    return to && (to[0] !== "/" || judge(pathOf(to), bare({ scope: denied.scope })).allowed) ? to : undefined;
  }

  function check(location: string, asked?: string | Asked): Verdict<N> {
    const { row, ...verdict } = attempt(() => judge(pathOf(location), bare(typeof asked === "string" ? { scope: asked } : asked)), NOWHERE as Reading<N>);
    if (!verdict.allowed) verdict.redirect = attempt(() => whereTo(row?.redirect ?? otherwise, verdict, location), undefined);
    return verdict;
  }

  check.subscribe = (listener: () => void) => current()?.subscribe(listener) ?? (() => {});
  return check;
}

function compile<N extends Names>(route: GuardRoute<N>): Row<N> {
  let source = "";
  let rank = "";
  for (const segment of route.path.replace(/^\/+|\/+$/g, "").split("/")) {
    const isParam = segment[0] === ":";
    // `$` is what follows.
    source += segment === "*" ? "(?<$>/.*)?" : isParam ? `/(?<${segment.slice(1)}>[^/]+)` : `/${segment.replace(/\W/g, "\\$&")}`;
    rank += segment === "*" ? "/\uffff" : isParam ? "/\ufffe" : `/${segment.toLowerCase()}`;
  }
  return bare({ ...route, rank, matches: new RegExp(`^${source}/*$`, "i") });
}

const pathOf = (location: string) => /^[^?#]*/.exec(location)![0];

// Own properties only: a polluted `Object.prototype` opens no route.
const bare = <T extends object>(object: T | undefined): T => Object.assign(Object.create(null), object);

function attempt<T>(run: () => T, otherwise: T): T {
  try {
    return run();
  } catch {
    return otherwise;
  }
}
