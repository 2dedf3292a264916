import { createContext, useContext, useSyncExternalStore } from "react";
import { formatAddress, moved, type Place } from "./address";
import type { ConsoleModel, ConsoleState } from "./model";

/** What the visitor asks "why?" about. The answer is looked up on every render, so it follows each switch. */
export type Question = { kind: "page"; page: string } | { kind: "action"; permission: string };

/** What the live region says. Of a refusal it must not look as if something had been done. */
export type Said = string | { refused: string };

export interface ConsoleContext extends ConsoleState {
  /** Whether reasons and change sets stand beside the page, and not in it. */
  wide: boolean;
  question: Question | null;
  ask: (question: Question | null) => void;
  /** Says something in the live region. */
  say: (said: Said) => void;
  hrefTo: (to: Partial<Place>) => string;
  /** Goes there, and says something once there. */
  goTo: (to: Partial<Place>, said?: Said) => void;
  /** Goes there without a step in the browser's history: for a search as it is typed. */
  becomes: (to: Partial<Place>) => void;
}

export const Context = createContext<ConsoleContext | null>(null);

export function useConsole(): ConsoleContext {
  const value = useContext(Context);
  if (!value) throw new Error("useConsole needs the console's context");
  return value;
}

export function useModel(model: ConsoleModel): ConsoleState {
  return useSyncExternalStore(model.subscribe, model.getState);
}

export function hrefFrom(place: Place, to: Partial<Place>): string {
  return formatAddress(moved(place, to));
}

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => matchMedia(query).matches,
  );
}

/** Names for ids: what the session knows, else what the tenant knows, else the id itself. */
export function scopeName(state: ConsoleState, id: string): string {
  const known = state.session.scopes().find((scope) => scope.id === id) ?? state.server.directory.scopes().find((scope) => scope.id === id);
  return known?.name ?? known?.id ?? (id || "no scope");
}

export function principalName(state: ConsoleState, id = state.place.principal): string {
  return state.server.directory.principals().find((principal) => principal.id === id)?.name ?? id;
}

/** A role by its name, as this tenant has it; else the id itself. */
export function roleName(state: ConsoleState, id: string): string {
  return state.server.directory.roles().find((role) => role.id === id)?.name ?? id;
}

/** In whose name a change is made: the signed-in person, another one, or nobody, which is full authority. */
export function actorOf({ place }: ConsoleState): string | undefined {
  return { "": place.principal, staff: undefined, other: place.by }[place.as];
}

export function permissionTitle(state: ConsoleState, id: string): string {
  return state.server.catalog.permissions().find((permission) => permission.id === id)?.title ?? id;
}
