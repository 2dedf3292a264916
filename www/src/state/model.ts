import { Session } from "rolescope/slim";
import { formatAddress, parseAddress, type Place } from "./address";
import { TenantServer } from "./server";
import type { VendorId } from "./vendor-id";
import { vendorOf, type Vendor } from "./vendors";
import { Visits } from "./visits";

export interface ConsoleState {
  readonly place: Place;
  /** Counts the steps of the browser's history; an address in the place of another is none. */
  readonly step: number;
  readonly vendor: Vendor;
  readonly server: TenantServer;
  readonly session: Session;
  /** Set when the address carries change sets that the engine refuses. The data then stays as it was. */
  readonly refusal: string;
  /** Where each vendor, and its playground, was left. */
  readonly visits: Visits;
}

/** The console's state, derived from the address: server, snapshot, session. An external store for React. */
export class ConsoleModel {
  #servers = new Map<VendorId, TenantServer>();
  #listeners = new Set<() => void>();
  #state: ConsoleState;
  #stopListening: () => void = () => {};
  #visits = new Visits();
  /** Whether the session was loaded from a snapshot; else it is the directory's own, for an unknown name. */
  #loaded = false;

  constructor() {
    this.#state = this.#resolve(parseAddress(location.hash));
    addEventListener("hashchange", () => this.#set(this.#resolve(parseAddress(location.hash), 1)));
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getState = (): ConsoleState => this.#state;

  /**
   * A step that the browser's back button takes back; or, for a search as it is typed, none. It is made at once: until the
   * browser had told of a new hash, React would put a pressed radio button or a chosen option back to what it was.
   */
  go(address: string, replace = false): void {
    if (location.hash === address) return;
    if (replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.#set(this.#resolve(parseAddress(address), replace ? 0 : 1));
  }

  #set(state: ConsoleState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #resolve(asked: Place, steps = 0): ConsoleState {
    const vendor = vendorOf(asked.vendor);
    const server = this.#server(vendor);
    let refusal = "";
    try {
      server.replay(asked.saved);
    } catch (error) {
      refusal = error instanceof Error ? error.message : String(error);
    }
    const principal = asked.principal || vendor.start.principal;
    const session = this.#session(server, principal);
    const scope = asked.scope || (asked.principal ? "" : vendor.start.scope) || firstScope(server, session);
    const place = { ...asked, principal, scope, saved: server.saved };
    const address = formatAddress(place);
    if (location.hash !== address) history.replaceState(null, "", address);
    this.#visits.note(place);
    const step = ((this.#state as ConsoleState | undefined)?.step ?? 0) + steps;
    return { place, step, vendor, server, session, refusal, visits: this.#visits };
  }

  #server(vendor: Vendor): TenantServer {
    let server = this.#servers.get(vendor.id);
    if (!server) {
      server = new TenantServer(vendor.id, vendor.tenant);
      this.#servers.set(vendor.id, server);
    }
    return server;
  }

  /** The same person with newer data: an update. Another person: a session of their own, from text. */
  #session(server: TenantServer, principal: string): Session {
    const held = this.#state as ConsoleState | undefined;
    const known = server.knows(principal);
    if (known && this.#loaded && held?.server === server && held.session.principal === principal) {
      if (server.directory.revision > held.session.revision) held.session.update(server.snapshot(principal));
      return held.session;
    }
    this.#stopListening();
    this.#loaded = known;
    // Nobody has a snapshot under an unknown name. The directory's session for it denies everything.
    const session = known
      ? Session.load(server.catalog, server.snapshot(principal))
      : server.directory.session(principal);
    // Expiry of an assignment while the page is open, or a rebuilt engine: show it.
    this.#stopListening = session.subscribe(() => this.#set({ ...this.#state }));
    return session;
  }
}

/** Whether the session has anything at a scope. Some roles reach scopes without granting anything there. */
export function holdsAnything(session: Session, scope: string): boolean {
  return session.listPermissions(scope).length > 0;
}

/** The first scope where the principal holds a permission; else the top of what it may know; else the tenant's. */
export function firstScope(server: TenantServer, session: Session): string {
  const known = session.scopes();
  const held = known.find((scope) => holdsAnything(session, scope.id));
  return (held ?? known[0] ?? server.directory.scopes()[0])?.id ?? "";
}
