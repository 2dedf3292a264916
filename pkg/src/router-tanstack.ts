// The guard in TanStack Router. Nothing of the router is imported.
import type { Guard } from "./router.js";
import { follower } from "./router-follow.js";

export interface TanStackPlace {
  location: { href: string };
  matches: readonly { fullPath: string; params: object }[];
}

export interface TanStackRouterLike {
  state: TanStackPlace;
  invalidate(): unknown;
}

export interface TanStackGate {
  /** `beforeLoad` of the root route. */
  (args: TanStackPlace): void;
  /** Looks again at the place that is shown whenever the session changes. */
  watch(router: TanStackRouterLike): () => void;
}

/**
 * For TanStack Router: `beforeLoad` of the root route. It throws what `redirect` of the router's package makes; where
 * there is no redirect, an error whose cause is the verdict.
 */
export function tanstackRouter(check: Guard<any>, redirect: (options: { href: string }) => unknown): TanStackGate {
  const judge = ({ location, matches }: TanStackPlace) => {
    const shown = matches[matches.length - 1];
    return check(location.href, { params: shown?.params, pattern: shown?.fullPath });
  };
  const { watch, turn } = follower(check);
  const gate = (args: TanStackPlace): void => {
    turn();
    const verdict = judge(args);
    if (verdict.allowed) return;
    throw verdict.redirect ? redirect({ href: verdict.redirect }) : new Error(`denied: \`${verdict.reason}\``, { cause: verdict });
  };
  gate.watch = (router: TanStackRouterLike) =>
    watch(() => {
      if (!judge(router.state).allowed) router.invalidate();
    });
  return gate;
}
