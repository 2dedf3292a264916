import type { ComponentInternalInstance, ComponentPublicInstance, ComputedRef, MaybeRefOrGetter, ObjectDirective, Plugin, VNode } from "vue";
// As a whole: each name is written once, and a bundler leaves out what is not used as it does with single names.
import * as vue from "vue";
import type { CatalogBase as Catalog } from "./catalog-base.js";
import { leave } from "./focus.js";
import { NOBODY } from "./nobody.js";
import type { SessionBase as Session } from "./session-base.js";
import type { Decision, Names, PageState } from "./types.js";

/** A scope id. Absent: that of the nearest `provideScope`. Null: not known yet, so everything is denied. */
export type ScopeId = string | null | undefined;

export interface RolescopeOptions<N extends Names = Names> {
  /** Whose answers are given, or a ref of it. Null: nobody is signed in, and everything is denied. */
  session: MaybeRefOrGetter<Session<N> | null | undefined>;
  /**
   * The session as it was when the server rendered: the snapshot that the server sent, loaded with the server's time. The
   * page is hydrated with its answers, and then those of `session` are shown. Default: `session`.
   */
  serverSession?: Session<N> | null;
}

/** What the slots of `Can` are given. */
export interface CanSlot {
  allowed: boolean;
  decision: Decision;
}

export interface CanProps<N extends Names = Names> {
  permission: N["permission"];
  scope?: ScopeId;
  /** The default slot is shown when it is denied as well. */
  passThrough?: boolean;
}

/** What `v-can` takes. */
export type CanValue<N extends Names = Names> = N["permission"] | { permission: N["permission"]; scope?: ScopeId };

export type Given<T> = MaybeRefOrGetter<T>;

/** The adapter for the names of one catalog. */
export interface Rolescope<N extends Names = Names> {
  /** `app.use(rolescope, { session })`. */
  rolescope: Plugin<[RolescopeOptions<N>]>;
  Can: new () => {
    $props: CanProps<N>;
    $slots: { default?(slot: CanSlot): unknown; fallback?(slot: CanSlot): unknown };
  };
  /** Hides its element, or with the modifier `disable` disables it, or with `explain` disables it and says why in its title. */
  vCan: ObjectDirective<HTMLElement, CanValue<N>, "hide" | "disable" | "explain">;
  useSession(): ComputedRef<Session<N> | null>;
  useCan(permission: Given<N["permission"]>, scope?: Given<ScopeId>): ComputedRef<boolean>;
  useDecision(permission: Given<N["permission"]>, scope?: Given<ScopeId>): ComputedRef<Decision>;
  usePages(scope?: Given<ScopeId>): ComputedRef<PageState<N>[]>;
  provideScope(scope: Given<string | null>): void;
}

/** What Vue keeps to itself: what a component provides, and gets. It holds for the component too, other than `inject`. */
type Instance = ComponentInternalInstance & {
  provides: { rolescope?(of: Instance): Session | null | undefined; rolescopeAt?: Given<string | null> };
};

/** What is asked, by the name of the session's method. Whatever is there gives itself as its `valueOf`. */
interface Replies {
  valueOf: Session | null;
  check: Decision;
  pages: PageState[];
  can: boolean;
}

type Asked<Q extends keyof Replies> = Record<Q, (...args: unknown[]) => Replies[Q]>;

/** What `v-can` is called with. Its value is what the template says, whatever that may be. */
interface Binding {
  value?: { permission?: string; scope?: ScopeId };
  instance: { $: ComponentInternalInstance };
  modifiers: { disable?: boolean; explain?: boolean };
}

type Target = Record<string, unknown> & Pick<HTMLElement, "replaceWith">;

// The order of this file, and of the names in its lists, is the one that compresses best.

/** Its default slot, if it is allowed; else its slot `fallback`. */
export const Can = {
  props: { scope: null, passThrough: Boolean, permission: null },
  render({ $slots, scope, permission, passThrough }: ComponentPublicInstance & CanProps) {
    const decision = asking("check", scope, permission)();
    return $slots[decision.allowed || passThrough ? "default" : "fallback"]?.({ allowed: decision.allowed, decision });
  },
} as unknown as Rolescope["Can"];

/** Shows the decision by an element; without a `vnode`, by the attributes that a server writes. */
const apply = (el: Target, { value, instance: { $: of }, modifiers: { disable, explain } }: Binding, vnode?: VNode): Target => {
  const decision = asking("check", value?.scope, value?.permission ?? (value as unknown as string), of as Instance)();
  const name = explain || disable ? (el.disabled == null && vnode ? "inert" : "disabled") : "hidden";
  const own = vnode?.props?.[name];
  el[name] = !decision.allowed || own || own === "";
  if (explain) el.title = decision.allowed ? "" : decision.message;
  else if (vnode && !decision.allowed && !disable) {
    // From here on Vue has a comment there, of no type, and so whatever it does next to it is right. The next rendering makes
    // the element anew, and asks again.
    const mark = new Comment();
    vnode.type = 0 as never;
    el.replaceWith(mark);
    for (; (vnode.el = mark), of?.subTree === vnode; of = of.parent!) vnode = of.vnode;
  }
  return el;
};

/** Hides its element, or with a modifier disables it, or disables it and explains why. */
export const vCan = {
  mounted: apply,
  // It cannot take the content out of what the server writes.
  getSSRProps: (binding: Binding) => apply({} as Target, binding),
  updated: apply,
  // Vue reads it in each rendering that has the directive, and so renders again when the session or the scope changes.
  get deep() {
    return asking("valueOf")();
  },
} as unknown as Rolescope["vCan"];

/** Gives the answer as it is whenever that is called, for the component that is set up or rendered now. */
const asking =
  <Q extends keyof Replies>(question: Q, scope?: Given<ScopeId>, permission?: Given<string>, of = vue.getCurrentInstance() as Instance) =>
  (): Replies[Q] =>
    // Null is no scope: the session denies it like any other that it does not know.
    ((at: ScopeId = vue.toValue(of.provides.rolescopeAt)) =>
      // Pages have the scope first. Whoever names no permission is given no scope either, and so is denied.
      ((of.provides.rolescope?.(of) ?? NOBODY) as unknown as Asked<Q>)[question](permission ? vue.toValue(permission) : at, permission && at))(
      vue.toValue(scope),
    );

/** The session of the plugin; null without one. */
export const useSession = (): ComputedRef<Session | null> => vue.computed(asking("valueOf"));

/** The decision with its reason and a message. */
export const useDecision = (permission: Given<string>, scope?: Given<ScopeId>): ComputedRef<Decision> => vue.computed(asking("check", scope, permission));

/** The navigation tree. Hidden pages are in it, with their state. */
export const usePages = (scope?: Given<ScopeId>): ComputedRef<PageState[]> => vue.computed(asking("pages", scope));

export const useCan = (permission: Given<string>, scope?: Given<ScopeId>): ComputedRef<boolean> => vue.computed(asking("can", scope, permission));

/** The scope of this component and everything inside it that names none. */
export const provideScope = (scope: Given<string | null>): void => {
  vue.provide("rolescopeAt", scope);
  vue.watch(() => vue.toValue(scope), leave);
};

/** `app.use(rolescope, { session })`. */
export const rolescope: Plugin<[RolescopeOptions]> = (app, { session, serverSession = session as Session }) => {
  const tick = vue.ref();
  let timer: unknown;
  const changed = () => {
    leave();
    tick.value = {};
  };
  app.provide("rolescope", (of: Instance) => {
    tick.value;
    // There is an element before the first rendering only where the server has made it. Soon after it everybody asks anew:
    // one timer for all that hydrate at once, and another for what arrives later.
    return vue.toValue(!of.subTree && of.vnode.el ? ((timer ||= setTimeout(() => (timer = changed()))), serverSession) : session);
  });
  app.directive("can", vCan);
  // A server renders once.
  if (globalThis.document) {
    const stop = vue.watchSyncEffect((clean) => {
      changed();
      // Vue calls what it is given. Without a session that is a function that does nothing.
      clean(vue.toValue(session)?.subscribe(changed) ?? (vue.toValue as VoidFunction));
    });
    app.onUnmount?.(stop);
  }
};

/** The same, typed for the names of a catalog: a misspelt permission does not compile. */
export const createRolescope: <N extends Names = Names>(catalog?: Catalog<N>) => Rolescope<N> = () =>
  ({ Can, useCan, useDecision, useSession, vCan, provideScope, usePages, rolescope }) as never;
