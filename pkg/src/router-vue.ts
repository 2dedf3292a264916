// The guard in Vue Router 4. Nothing of the router is imported.
import type { Guard } from "./router.js";
import { follower } from "./router-follow.js";

export interface VueLocation {
  fullPath: string;
  params: object;
  matched: readonly { path: string }[];
}

export interface VueRouterLike {
  currentRoute: { value: VueLocation };
  beforeEach(ask: (to: VueLocation) => any): () => void;
  resolve(to: string): object;
  replace(to: string): unknown;
}

/**
 * For Vue Router 4: asks before each navigation, and again when the session changes. Where there is no redirect the
 * navigation is aborted. Gives the function that takes it off.
 */
export function vueRouter(check: Guard<any>, router: VueRouterLike): () => void {
  const judge = ({ fullPath, params, matched }: VueLocation) => check(fullPath, { params, pattern: matched[matched.length - 1]?.path });
  const { watch, turn } = follower(check);
  const stopAsking = router.beforeEach((to) => {
    turn();
    const { allowed, redirect } = judge(to);
    if (allowed || !redirect) return allowed;
    // The browser is there already: somebody went back. Pushed on top of that place, the redirect would stand in the way of
    // each further step back.
    return globalThis.location?.href.endsWith(to.fullPath) ? { ...router.resolve(redirect), replace: true } : redirect;
  });
  const stopWatching = watch(() => {
    const shown = router.currentRoute.value;
    // Before the first navigation is done nothing is shown.
    const { allowed, redirect } = judge(shown);
    if (shown.matched.length > 0 && !allowed && redirect) router.replace(redirect);
  });
  return () => {
    stopAsking();
    stopWatching();
  };
}
