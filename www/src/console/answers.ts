import type { Decision, PageState, Permission } from "rolescope/slim";
import { scopeName, type ConsoleContext } from "../state/context";
import type { ConsoleState } from "../state/model";
import { mentioned } from "./page-actions";

/**
 * The sentence behind a page's reason: the engine's message about a permission that the page requires,
 * the first that is missing or the first that is held. Empty where the page requires none here.
 */
export function pageMessage({ session, server, place }: ConsoleState, page: PageState): string {
  const entry = server.catalog.pages().find((known) => known.id === page.id);
  const asked = page.missing.length > 0 ? page.missing : mentioned(entry?.requires);
  return asked.map((permission) => session.check(permission, place.scope)).find((decision) => decision.reason === page.reason)?.message ?? "";
}

/** Asks the server the same question that the console has asked itself. */
export function askServer({ server, place }: ConsoleState, permission: string): Decision {
  return server.directory.check(place.principal, permission, place.scope);
}

/** What a button does here: the console only shows it, so whoever acts asks the server again, and says what it answered. */
export function act(state: ConsoleContext, action: Permission, about = ""): void {
  const again = askServer(state, action.id);
  const said = `${action.title}${about && `, ${about}`}, at ${scopeName(state, state.place.scope)}: the server checked again and answered ${again.decision}.`;
  state.say(again.allowed ? said : { refused: said });
}
