import { Catalog, Session, type BuiltinNames, type Decision, type PageState } from "rolescope";
import { Session as SmallSession, Catalog as SmallCatalog } from "rolescope/session";
import { access, can, decision, getScope, getSession, pages, setScope, setSession, type AccessOptions } from "rolescope/svelte";
import type { Readable } from "svelte/store";
import type { Is } from "./is.js";

type Twilio = BuiltinNames["twilio"];
const session = Session.load(Catalog.builtin("twilio"), {});
declare const own: Session;
declare const node: HTMLElement;

export const allowed = can(session, "studio.flows.read", "AC1");
export const why = decision(() => session, "studio.flows.read", () => "AC1");
export const tree = pages(session, null);
export const exact: [Is<typeof allowed, Readable<boolean>>, Is<typeof why, Readable<Decision | undefined>>, Is<typeof tree, Readable<PageState<Twilio>[]>>] = [true, true, true];

export function good(maybe: Session<Twilio> | null | undefined) {
  can(() => maybe, "studio.flows.read", undefined);
  // A session of the smaller entry will do.
  can(SmallSession.load(SmallCatalog.builtin("twilio"), {}), "studio.flows.read", "AC1");
  // A team's own catalog: any string.
  can(own, "tills.drawer.open", "S1");
  setSession(() => session);
  setScope(() => "AC1");
  can(getSession(), "studio.flows.read", getScope());
  const options: AccessOptions<Twilio> = { session: maybe, permission: "studio.flows.read", scope: null, mode: "explain" };
  access(node, { session, permission: "studio.flows.read", scope: "AC1" }).update({ session, permission: "studio.flows.delete", scope: "AC1" });
  return options;
}

export function bad() {
  // @ts-expect-error a misspelt permission
  can(session, "studio.flows.reed", "AC1");
  // @ts-expect-error a misspelt permission
  decision(() => session, "studio.flows.reed", "AC1");
  // @ts-expect-error a permission of another catalog
  can(session, "project.content.edit", "AC1");
  // @ts-expect-error no scope
  can(session, "studio.flows.read");
  // @ts-expect-error a scope is a string
  pages(session, 5);
  // @ts-expect-error a misspelt permission
  access(node, { session, permission: "studio.flows.reed", scope: "AC1" });
  // @ts-expect-error no such mode
  access(node, { session, permission: "studio.flows.read", scope: "AC1", mode: "blur" });
}
