import type { Decision, PageState } from "rolescope";
import type { ConsoleState } from "./model";
import { reasonLabel } from "./reasons";

/** The sentence behind a page's reason: the engine's message about the first permission that is missing. */
export function pageReason({ session, place }: ConsoleState, page: PageState): string {
  const decision = page.missing[0] === undefined ? null : session.check(page.missing[0], place.scope);
  return decision && decision.reason === page.reason ? decision.message : reasonLabel(page.reason);
}

/** Asks the server the same question that the console has asked itself. */
export function askServer({ server, place }: ConsoleState, permission: string): Decision {
  return server.directory.check(place.principal, permission, place.scope);
}
