// The guard in React Router 7. Nothing of the router is imported.
import type { Guard } from "./router.js";
import { follower } from "./router-follow.js";

/** What React Router gives to middleware and to loaders. */
export interface ReactRouterArgs {
  request: { url: string };
  url?: { pathname: string; search: string };
  pattern?: string;
  params: object;
}

export interface ReactRouterLike {
  state: { location: { pathname: string; search: string } };
  revalidate(): unknown;
}

export interface ReactRouterGate {
  (args: ReactRouterArgs): void;
  /** Looks again at the place that is shown whenever the session changes. */
  watch(router: ReactRouterLike): () => void;
}

/**
 * For React Router 7: middleware of the root route, or the loader of each page (the router calls that of a parent only
 * once). It throws a redirect; where there is none, a response
 * with the status 403 and the reason as its body, for the error boundary.
 */
export function reactRouter(check: Guard<any>, options?: { basename?: string }): ReactRouterGate {
  // Own properties only.
  const { basename = "" }: { basename?: string } = Object.assign(Object.create(null), options);
  const base = basename.replace(/\/+$/, "").toLowerCase();
  // What is not below the base is no path of the app: it becomes empty, and an empty path leads nowhere.
  const below = (path: string) => (path.toLowerCase().startsWith(base) && (path[base.length] ?? "/") === "/" ? path.slice(base.length) : "?");
  const { watch, turn } = follower(check);
  const gate = ({ request, url = new URL(request.url), params, pattern }: ReactRouterArgs): void => {
    turn();
    const { allowed, reason, redirect } = check(below(url.pathname) + url.search, { params, pattern });
    if (allowed) return;
    if (!redirect) throw new Response(reason, { status: 403 });
    const { location } = globalThis as { location?: { pathname: string; search: string } };
    // The browser is there already: somebody went back, or what is shown was taken away. Pushed on top of that place, the
    // redirect would stand in the way of each further step back.
    const isThere = location?.pathname === url.pathname && location.search === url.search;
    throw new Response(reason, { status: 302, headers: isThere ? { Location: redirect, "X-Remix-Replace": "true" } : { Location: redirect } });
  };
  gate.watch = (router: ReactRouterLike) =>
    watch(() => {
      const { pathname, search } = router.state.location;
      if (!check(below(pathname) + search).allowed) router.revalidate();
    });
  return gate;
}
