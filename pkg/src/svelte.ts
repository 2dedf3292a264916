// The entry for Svelte 5: answers that are stores and reactive getters at once, and an action.
import { getContext, setContext } from "svelte";
import { createSubscriber } from "svelte/reactivity";
import { type Readable, toStore } from "svelte/store";
import { leave } from "./focus.js";
import { gate } from "./gate-dom.js";
import type { Mode } from "./mode.js";
import type { SessionBase as Session } from "./session-base.js";
import { read, type Source } from "./source.js";
import type { Decision, Names, PageState } from "./types.js";

export type { Mode, Source };

type Given<N extends Names> = Source<Session<N> | null | undefined>;
type ScopeGiven = Source<string | null | undefined>;

function answer<N extends Names, T>(given: Given<N>, scope: ScopeGiven, none: T, ask: (session: Session<N>, scope: string) => T): Readable<T> {
  let followed: Session<N>;
  let follow: () => void;
  let before: T | undefined;
  return toStore(() => {
    const session = read(given);
    let now = none;
    if (session) {
      if (session !== followed) {
        followed = session;
        follow = createSubscriber((update) => session.subscribe(update));
      }
      follow!();
      now = ask(session, read(scope)!);
    }
    // The document still has what is shown for the answer before.
    if (before && before !== now) leave();
    return (before = now);
  });
}

/** Whether the session has `permission` at `scope`. False while there is no session. */
export function can<N extends Names>(session: Given<N>, permission: N["permission"], scope: ScopeGiven): Readable<boolean> {
  return answer<N, boolean>(session, scope, false, (of, where) => of.can(permission, where));
}

/** The decision with its reason and a message. Undefined while there is no session. */
export function decision<N extends Names>(session: Given<N>, permission: N["permission"], scope: ScopeGiven): Readable<Decision | undefined> {
  return answer<N, Decision | undefined>(session, scope, undefined, (of, where) => of.check(permission, where));
}

/** The navigation at `scope`, hidden pages in it with their state. Empty while there is no session. */
export function pages<N extends Names>(session: Given<N>, scope: ScopeGiven): Readable<PageState<N>[]> {
  return answer<N, PageState<N>[]>(session, scope, [], (of, where) => of.pages(where));
}

const context = <T>(key = {}) => [(value: T): T => setContext(key, value), (): T => getContext(key)] as const;

const [setSession, getSession] = context<Given<any>>();
const [setScope, getScope] = context<ScopeGiven>();

/** The session and the scope for the components inside, and those that a component around has given. */
export { getScope, getSession, setScope, setSession };

export interface AccessOptions<N extends Names = Names> {
  session: Given<N>;
  permission: N["permission"];
  scope: ScopeGiven;
  /** Default: `hide`. */
  mode?: Mode;
}

/**
 * `use:access={{ session, permission, scope, mode }}`: hides, disables or explains an element that is there. It does not
 * run on the server, and runs once the element is in the document: for what must never be sent or seen, take
 * `{#if $allowed}`.
 */
export function access<N extends Names>(node: HTMLElement, options: AccessOptions<N>) {
  const show = gate(node);
  let stop: (() => void) | undefined;
  const update = (next: AccessOptions<N>) => {
    stop?.();
    stop = decision(next.session, next.permission, next.scope).subscribe((now) => show(now, next.mode));
  };
  update(options);
  return { update, destroy: () => stop?.() };
}
