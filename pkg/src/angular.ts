// The entry for Angular: providers, signals, and a structural directive. Built by Angular's own compiler.
import {
  computed,
  DestroyRef,
  Directive,
  effect,
  type EmbeddedViewRef,
  inject,
  InjectionToken,
  input,
  type Provider,
  type Signal,
  signal,
  TemplateRef,
  untracked,
  ViewContainerRef,
} from "@angular/core";
import { leave } from "./focus.js";
import type { SessionBase as Session } from "./session-base.js";
import { read, type Source } from "./source.js";
import type { Decision, Names, PageState } from "./types.js";

export type { Source };

type Given = Session<any> | null | undefined;
type ScopeGiven = Source<string | null | undefined>;

// Nothing is there unless it is provided.
const SESSION = new InjectionToken<() => Given>("session", { factory: () => () => undefined });
const SCOPE = new InjectionToken<ScopeGiven>("scope", { factory: () => undefined });

/** Gives the session: to the app in its `providers`, or to a part of it in a component's. */
export function provideRolescope(session: Source<Given>): Provider {
  return { provide: SESSION, useFactory: () => follow(session) };
}

/** Gives the scope to the app, or to a component and what is inside. */
export function provideScope(scope: ScopeGiven): Provider {
  return { provide: SCOPE, useValue: scope };
}

/** Reads the session, for a signal that is to be computed again when its answers change. */
function follow(source: Source<Given>): () => Given {
  const version = signal({});
  let followed: Given;
  let stop: (() => void) | undefined;
  inject(DestroyRef).onDestroy(() => stop?.());
  return () => {
    version();
    const session = read(source);
    if (session !== followed) {
      stop?.();
      followed = session;
      stop = untracked(() => session?.subscribe(() => version.set({})));
    }
    return session;
  };
}

function injectAnswer<T>(ask: (session: Session<any>, scope: string) => T, none: T, scope?: ScopeGiven): Signal<T> {
  const session = inject(SESSION);
  const around = inject(SCOPE);
  return computed(() => {
    const of = session();
    return of ? ask(of, (read(scope) ?? read(around))!) : none;
  });
}

/** The session; undefined while there is none. Whoever reads it reads again when its answers change. */
export function injectSession<N extends Names = Names>(): Signal<Session<N> | null | undefined> {
  return computed(inject(SESSION), { equal: () => false });
}

/** Whether the session has `permission` at `scope`, or at the scope around. False while there is no session. */
export function injectCan<N extends Names = Names>(permission: Source<N["permission"]>, scope?: ScopeGiven): Signal<boolean> {
  return injectAnswer((session, where) => session.can(read(permission), where), false, scope);
}

/** The decision with its reason and a message. Undefined while there is no session. */
export function injectDecision<N extends Names = Names>(permission: Source<N["permission"]>, scope?: ScopeGiven): Signal<Decision | undefined> {
  return injectAnswer<Decision | undefined>((session, where) => session.check(read(permission), where), undefined, scope);
}

/** The navigation at `scope`, hidden pages in it with their state. Empty while there is no session. */
export function injectPages<N extends Names = Names>(scope?: ScopeGiven): Signal<PageState<N>[]> {
  return injectAnswer<PageState<N>[]>((session, where) => session.pages(where), [], scope);
}

/** What a template of `*rolescopeCan` is given: the decision, undefined while there is no session. */
export interface RolescopeCanContext {
  $implicit: Decision | undefined;
}

/**
 * `*rolescopeCan="'permission'; scope: id; else: other; let decision"`. While it is denied, the content is not there and
 * `other` is, which can say why. With `mode: 'disable'` the content stays and is inert.
 */
@Directive({ selector: "[rolescopeCan]" })
export class RolescopeCan {
  readonly rolescopeCan = input.required<string>();
  readonly rolescopeCanScope = input<string | null>();
  readonly rolescopeCanMode = input<"hide" | "disable" | null>();
  readonly rolescopeCanElse = input<TemplateRef<RolescopeCanContext> | null>();

  constructor() {
    const content = inject<TemplateRef<RolescopeCanContext>>(TemplateRef);
    const container = inject(ViewContainerRef);
    const decision = injectDecision(() => this.rolescopeCan(), () => this.rolescopeCanScope());
    const context: RolescopeCanContext = { $implicit: undefined };
    let shown: unknown;
    let view: EmbeddedViewRef<unknown> | null | undefined;
    effect(() => {
      const now = decision();
      const isInert = now?.allowed === false && this.rolescopeCanMode() === "disable";
      const template = now?.allowed || isInert ? content : this.rolescopeCanElse();
      untracked(() => {
        context.$implicit = now;
        if (view && (template !== shown || isInert)) leave();
        if (template !== shown) {
          view?.destroy();
          view = template && container.createEmbeddedView(template, context);
          shown = template;
        }
        view?.markForCheck();
        view?.rootNodes.forEach((node) => (node.inert = isInert));
      });
    });
  }

  /** So that `let decision` has a type. */
  static ngTemplateContextGuard(_: RolescopeCan, _context: unknown): _context is RolescopeCanContext {
    return true;
  }
}
