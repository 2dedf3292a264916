import {
  type ComponentInternalInstance,
  computed,
  type ComputedRef,
  type DirectiveBinding,
  getCurrentInstance,
  type MaybeRefOrGetter,
  type ObjectDirective,
  onMounted,
  type Plugin,
  provide,
  type SetupContext,
  shallowRef,
  toRaw,
  toValue,
  type VNode,
  watch,
} from "vue";
import type { Catalog } from "./catalog.js";
import { leave } from "./focus.js";
import { nobody } from "./nobody.js";
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
  provides: { rolescope?(hydrates: unknown): Session | null | undefined; rolescopeAt?: Given<string | null> };
};
type Ask<T> = (from: Session | null | undefined, scope: string) => T;

// Null is no scope: the session denies it like any other that it does not know.
const answer = <T>({ provides }: Instance, ask: Ask<T>, hydrates?: unknown, scope: ScopeId = toValue(provides.rolescopeAt)): T =>
  ask(provides.rolescope?.(hydrates), scope as string);

const decide =
  (permission: string): Ask<Decision> =>
  (from, at) =>
    from?.check(permission, at) ?? nobody(permission, at);

function useAnswer<T>(ask: Ask<T>, scope?: Given<ScopeId>): ComputedRef<T> {
  const of = getCurrentInstance() as Instance;
  // There is an element before the first rendering only where the server has made it.
  const made = shallowRef(of.vnode.el);
  onMounted(() => (made.value = null));
  return computed(() => answer(of, ask, made.value, toValue(scope)));
}

/** `app.use(rolescope, { session })`. */
export const rolescope: Plugin<[RolescopeOptions]> = {
  install(app, { session, serverSession }) {
    const tick = shallowRef(0);
    // A session cannot be asked through a reactive copy.
    const given = () => toRaw(toValue(session));
    app.provide("rolescope", (hydrates: unknown) => (tick.value, (hydrates && serverSession) || given()));
    app.directive("can", vCan);
    // A server renders once.
    if (!globalThis.document) return;
    const changed = () => {
      leave();
      tick.value++;
    };
    const stop = watch(given, (now, _, clean) => (changed(), now && clean(now.subscribe(changed))), { immediate: true, flush: "sync" });
    app.onUnmount?.(stop);
  },
};

/** The session of the plugin; null without one. */
export const useSession = (): ComputedRef<Session | null> => useAnswer((from) => from ?? null);

export const useCan = (permission: Given<string>, scope?: Given<ScopeId>): ComputedRef<boolean> => useAnswer((from, at) => !!from?.can(toValue(permission), at), scope);

/** The decision with its reason and a message. */
export const useDecision = (permission: Given<string>, scope?: Given<ScopeId>): ComputedRef<Decision> => useAnswer((from, at) => decide(toValue(permission))(from, at), scope);

/** The navigation tree. Hidden pages are in it, with their state. */
export const usePages = (scope?: Given<ScopeId>): ComputedRef<PageState[]> => useAnswer((from, at) => from?.pages(at) ?? [], scope);

/** The scope of this component and everything inside it that names none. */
export function provideScope(scope: Given<string | null>): void {
  provide("rolescopeAt", scope);
  watch(() => toValue(scope), leave);
}

/** Its default slot, if it is allowed; else its slot `fallback`. */
export const Can = {
  props: { permission: null, scope: null, passThrough: Boolean },
  setup(props: CanProps, { slots }: SetupContext) {
    const answered = useDecision(() => props.permission, () => props.scope);
    return () => {
      const decision = answered.value;
      const { allowed } = decision;
      return slots[allowed || props.passThrough ? "default" : "fallback"]?.({ allowed, decision });
    };
  },
} as unknown as Rolescope["Can"];

interface Looks {
  hidden?: boolean;
  disabled?: boolean;
  title?: string;
}

function looksOf({ value, instance, modifiers }: DirectiveBinding<CanValue>): Looks {
  const { permission = value, scope } = Object(value);
  const { allowed, message } = answer(instance!.$ as Instance, decide(permission), 0, scope);
  const { disable, explain } = modifiers as Record<string, true | undefined>;
  return { [disable || explain ? "disabled" : "hidden"]: !allowed, title: explain && (allowed ? "" : message) };
}

function apply(el: HTMLElement, binding: DirectiveBinding<CanValue>, vnode: VNode & { ctx?: ComponentInternalInstance | null }): void {
  const { hidden, disabled, title } = looksOf(binding);
  const name = "disabled" in el ? "disabled" : "inert";
  const own = vnode.props?.[name];
  el.hidden = false;
  (el as unknown as Record<string, unknown>)[name] = disabled || own || own === "";
  if (title != null) el.title = title;
  if (!hidden) return;
  // From here on Vue has a comment there, of no type, and so whatever it does next to it is right. The next rendering makes
  // the element anew, and asks again.
  const mark = (vnode.el = new Comment());
  el.replaceWith(mark);
  vnode.type = 0 as never;
  for (let of = vnode.ctx; of?.subTree === vnode; of = of.parent) (vnode = of.vnode).el = mark;
}

/** Hides its element, or with a modifier disables it, or disables it and explains why. */
export const vCan = {
  mounted: apply,
  updated: apply,
  // It cannot take the content out of what the server writes.
  getSSRProps: looksOf,
  // Vue reads it in each rendering that has the directive, and so renders again when the session or the scope changes.
  get deep() {
    return answer(getCurrentInstance() as Instance, () => false);
  },
} as unknown as Rolescope["vCan"];

/** The same, typed for the names of `catalog`: a misspelt permission does not compile. */
export function createRolescope<N extends Names = Names>(_catalog?: Catalog<N>): Rolescope<N> {
  return { rolescope, Can, vCan, useSession, useCan, useDecision, usePages, provideScope } as unknown as Rolescope<N>;
}
