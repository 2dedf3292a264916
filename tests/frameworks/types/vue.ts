import { Catalog, Session, type BuiltinNames, type Decision, type PageState } from "rolescope";
import { Catalog as SmallCatalog, Session as SmallSession } from "rolescope/session";
import { Can, createRolescope, provideScope, rolescope, useCan, useDecision, usePages, useSession, vCan, type CanSlot, type CanValue } from "rolescope/vue";
import { createApp, h, ref, shallowRef, withDirectives, type ComputedRef } from "vue";

const catalog = Catalog.builtin("twilio");
const session = Session.load(catalog, {});
const typed = createRolescope(catalog);
const smallTyped = createRolescope(SmallCatalog.builtin("twilio"));
const named = createRolescope<BuiltinNames["twilio"]>();

export function good() {
  const can: ComputedRef<boolean> = typed.useCan("studio.flows.read");
  const decision: ComputedRef<Decision> = typed.useDecision(ref("studio.flows.read" as const), () => "AC1");
  const pages: ComputedRef<PageState<BuiltinNames["twilio"]>[]> = typed.usePages(ref("AC1"));
  const current: ComputedRef<SmallSession<BuiltinNames["twilio"]> | null> = typed.useSession();
  named.useCan("studio.flows.read", null);
  smallTyped.useCan("studio.flows.read", null);
  typed.provideScope(ref<string | null>(null));
  provideScope(() => "AC1");
  createApp({}).use(typed.rolescope, { session, serverSession: session });
  createApp({}).use(rolescope, { session: shallowRef<Session | null>(null) });
  createApp({}).use(rolescope, { session: () => session });
  // A session of the smaller entry will do.
  createApp({}).use(typed.rolescope, { session: SmallSession.load(SmallCatalog.builtin("twilio"), {}) });
  const value: CanValue<BuiltinNames["twilio"]> = { permission: "studio.flows.read", scope: null };
  withDirectives(h("p"), [[vCan, "tills.drawer.open"]]);
  const slot: CanSlot = { allowed: can.value, decision: decision.value };
  return [
    h(typed.Can, { permission: "studio.flows.read" }, { default: ({ allowed }: CanSlot) => String(allowed), fallback: () => "no" }),
    h(Can, { permission: "tills.drawer.open", scope: null, passThrough: true }),
    useCan("tills.drawer.open").value || useDecision("tills.drawer.open", "S1").value.allowed || usePages().value.length,
    [pages, current, value, slot, useSession().value?.can("tills.drawer.open", "S1")],
  ];
}

export function bad() {
  // @ts-expect-error a misspelt permission
  typed.useCan("studio.flows.reed");
  // @ts-expect-error a misspelt permission
  named.useDecision("studio.flows.reed");
  // @ts-expect-error a permission of another catalog
  typed.useCan(() => "project.content.edit" as const);
  // @ts-expect-error no permission
  useCan();
  // @ts-expect-error a scope is a string
  usePages(5);
  // @ts-expect-error a scope that is not known is null
  provideScope();
  // @ts-expect-error no session
  createApp({}).use(rolescope, {});
  // @ts-expect-error a session of another catalog
  createApp({}).use(typed.rolescope, { session: Session.load(Catalog.builtin("voiceflow"), {}) });
  // @ts-expect-error a misspelt permission
  const value: CanValue<BuiltinNames["twilio"]> = "studio.flows.reed";
  // @ts-expect-error no permission
  const props: InstanceType<typeof typed.Can>["$props"] = {};
  // @ts-expect-error a misspelt permission
  const misspelt: InstanceType<typeof typed.Can>["$props"] = { permission: "studio.flows.reed" };
  // @ts-expect-error a session may be null
  typed.useSession().value.can("studio.flows.read", "AC1");
  return [value, props, misspelt];
}
