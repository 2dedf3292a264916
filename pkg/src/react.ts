"use client";

import {
  Component,
  createContext,
  createElement,
  Fragment,
  type ReactElement,
  type ReactNode,
  useContext,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import type { CatalogBase as Catalog } from "./catalog-base.js";
import { leave } from "./focus.js";
import { NOBODY } from "./nobody.js";
import type { SessionBase as Session } from "./session-base.js";
import type { Decision, Names, PageState } from "./types.js";

/** A scope id. Absent: that of the nearest `ScopeProvider`. Null: not known yet, so everything is denied. */
export type ScopeId = string | null | undefined;

export interface RolescopeProviderProps<N extends Names = Names> {
  /** Whose answers are given. Null: nobody is signed in, and everything is denied. */
  session: Session<N> | null | undefined;
  /**
   * The session as it was when the server rendered: the snapshot that the server sent, loaded with the server's time. The
   * page is hydrated with its answers, and then those of `session` are shown. Default: `session`.
   */
  serverSession?: Session<N> | null;
  children?: ReactNode;
}

export interface ScopeProviderProps {
  scope: string | null;
  children?: ReactNode;
}

/** What a function among the children is given. */
export type Render = (allowed: boolean, decision: Decision) => ReactNode;

export type CanProps<N extends Names = Names> = {
  permission: N["permission"];
  scope?: ScopeId;
  /** In place of the children when they are denied. Default: nothing. */
  fallback?: ReactNode | Render;
} & (
  | { passThrough?: false; children?: ReactNode | Render }
  /** The function is called when it is denied as well. */
  | { passThrough: boolean; children: Render }
);

/** The adapter for the names of one catalog. */
export interface Rolescope<N extends Names = Names> {
  RolescopeProvider(props: RolescopeProviderProps<N>): ReactElement;
  ScopeProvider(props: ScopeProviderProps): ReactElement;
  Can(props: CanProps<N>): ReactElement;
  useSession(): Session<N> | null;
  useCan(permission: N["permission"], scope?: ScopeId): boolean;
  useDecision(permission: N["permission"], scope?: ScopeId): Decision;
  usePages(scope?: ScopeId): PageState<N>[];
}

type Given = Session | null | undefined;

const storeOf = (session: Given, server: Given) => ({
  session: session ?? null,
  subscribe: (listener: () => void) => session?.subscribe(listener) ?? (() => {}),
  server: server === undefined ? session : server,
});

const Store = createContext(storeOf(null, null));
const Scope = createContext<string | null>(null);

/** Gives `session` to everything inside. */
export function RolescopeProvider({ session, serverSession, children }: RolescopeProviderProps): ReactElement {
  const value = useMemo(() => storeOf(session, serverSession), [session, serverSession]);
  return createElement(Store.Provider, { value }, children);
}

/** The scope of everything inside that names none. */
export function ScopeProvider({ scope, children }: ScopeProviderProps): ReactElement {
  return createElement(Scope.Provider, { value: scope }, children);
}

/** The session of the provider; null without one. */
export function useSession(): Session | null {
  return useContext(Store).session;
}

export function useCan(permission: string, scope?: ScopeId): boolean {
  return useAnswer(scope, (session, at) => (session ?? NOBODY).can(permission, at));
}

/** The decision with its reason and a message. */
export function useDecision(permission: string, scope?: ScopeId): Decision {
  return useAnswer(scope, (session, at) => (session ?? NOBODY).check(permission, at));
}

/** The navigation tree. Hidden pages are in it, with their state. */
export function usePages(scope?: ScopeId): PageState[] {
  return useAnswer(scope, (session, at) => (session ?? NOBODY).pages(at));
}

function useAnswer<T>(scope: ScopeId, ask: (session: Given, scope: string) => T): T {
  const { session, server, subscribe } = useContext(Store);
  const near = useContext(Scope);
  const kept = useRef<T>(undefined);
  const answerOf = (from: Given) => () => {
    // Null is no scope: the session denies it like any other that it does not know.
    const next = ask(from, (scope === undefined ? near : scope) as string);
    // An unknown name gives a new object each time, and React asks for the same one while nothing has changed.
    return next === kept.current || JSON.stringify(next) === JSON.stringify(kept.current) ? (kept.current as T) : (kept.current = next);
  };
  return useSyncExternalStore(subscribe, answerOf(session), answerOf(server));
}

/** Its children, if they are allowed. */
export function Can({ permission, scope, fallback, passThrough, children }: CanProps): ReactElement {
  const decision = useDecision(permission, scope);
  const open = decision.allowed;
  const content = open || (passThrough && typeof children === "function") ? children : fallback;
  // The key: what is denied shares no element and no state with what is shown in its place.
  const shown = createElement(Fragment, { key: +(content === children) }, typeof content === "function" ? content(open, decision) : content);
  return createElement(Gate, { open }, shown);
}

/** Knows the moment before its content goes. No hook does. */
class Gate extends Component<{ open: boolean; children?: ReactNode }> {
  override getSnapshotBeforeUpdate(before: { open: boolean }): null {
    if (before.open && !this.props.open) leave();
    return null;
  }

  // React wants it beside the other.
  override componentDidUpdate(): void {}

  override render(): ReactNode {
    return this.props.children;
  }
}

/** The same functions, typed for the names of `catalog`: a misspelt permission does not compile. */
export function createRolescope<N extends Names = Names>(_catalog?: Catalog<N>): Rolescope<N> {
  return { RolescopeProvider, ScopeProvider, Can, useSession, useCan, useDecision, usePages } as unknown as Rolescope<N>;
}
