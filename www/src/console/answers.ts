import type { Decision, PageState } from "rolescope/slim";
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
