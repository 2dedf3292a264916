import { Catalog, Session } from "rolescope";
import { Session as SmallSession, Catalog as SmallCatalog } from "rolescope/session";
import { defineElements, type Mode, provide } from "rolescope/dom";
import type { Is } from "./is.js";

const session = Session.load(Catalog.builtin("twilio"), {});
export const exact: [Is<Mode, "hide" | "disable" | "explain">, Is<ReturnType<typeof provide>, void>, Is<Parameters<typeof provide>[1], string | null | undefined>] = [true, true, true];

export function good(maybe: Session | null | undefined) {
  defineElements();
  provide(session);
  provide(maybe, null);
  provide(undefined, "AC1");
  // A session of the smaller entry will do.
  provide(SmallSession.load(SmallCatalog.builtin("twilio"), {}));
}

// The permissions of the elements are attributes, and no compiler reads those.
export function bad() {
  // @ts-expect-error no session
  provide("a session");
  // @ts-expect-error a scope is a string
  provide(session, 5);
  // @ts-expect-error nobody says whose answers are given
  provide();
  // @ts-expect-error it takes nothing
  defineElements("can-access");
  // @ts-expect-error no such mode
  const mode: Mode = "blur";
  return mode;
}
