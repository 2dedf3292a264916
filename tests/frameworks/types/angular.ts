import { Catalog, Session, type BuiltinNames, type Decision, type PageState } from "rolescope";
import type { Session as SmallSession } from "rolescope/session";
import { injectCan, injectDecision, injectPages, injectSession, provideRolescope, provideScope } from "rolescope/angular";
import { type Signal, signal } from "@angular/core";
import type { Is } from "./is.js";

type Twilio = BuiltinNames["twilio"];
const session = Session.load(Catalog.builtin("twilio"), {});

export const allowed = injectCan<Twilio>("studio.flows.read");
export const why = injectDecision<Twilio>(signal("studio.flows.read" as const), () => "AC1");
export const tree = injectPages<Twilio>("AC1");
export const exact: [Is<typeof allowed, Signal<boolean>>, Is<typeof why, Signal<Decision | undefined>>, Is<typeof tree, Signal<PageState<Twilio>[]>>] = [true, true, true];

export function good() {
  const current: Signal<SmallSession<Twilio> | null | undefined> = injectSession<Twilio>();
  // Without names: any string.
  injectCan("tills.drawer.open", null);
  return [current, provideRolescope(session), provideRolescope(() => null), provideScope("AC1"), provideScope(signal<string | null>(null))];
}

export function bad() {
  // @ts-expect-error a misspelt permission
  injectCan<Twilio>("studio.flows.reed");
  // @ts-expect-error a misspelt permission
  injectDecision<Twilio>(() => "studio.flows.reed" as const);
  // @ts-expect-error a permission of another catalog
  injectCan<Twilio>("project.content.edit");
  // @ts-expect-error no permission
  injectCan();
  // @ts-expect-error a scope is a string
  injectPages(5);
  // @ts-expect-error no session
  provideRolescope("a session");
  // @ts-expect-error a session may be missing
  injectSession<Twilio>()().can("studio.flows.read", "AC1");
}
