// The event before a session expires, in time to fetch a newer snapshot.
import { alarm } from "./clock.js";
import { RolescopeError } from "./error.js";
import { Listeners } from "./listeners.js";
import type { SessionEvent } from "./types.js";

/** What is needed of a session. Each session of the package has it. */
export interface ExpiringSession {
  readonly expiresAt: number | null;
  subscribe(listener: (event: SessionEvent) => void): () => void;
}

export interface Expiring {
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** Milliseconds until then. Not above zero when nobody could tell earlier, as after the sleep of a machine. */
  left: number;
}

/** A timer stands still while a machine sleeps, so the clock is read at least this often; an injected one more often. */
const LONGEST = 60_000;
const INJECTED = 1000;

/**
 * Calls `listener` once for each end of the session, `before` milliseconds ahead of it or as soon as can be. An update
 * calls it off and begins anew. `now` is the clock of the session, where it is injected. Gives the function that stops it.
 */
export function onExpiring(session: ExpiringSession, options: { before: number; now?: () => number }, listener: (event: Expiring) => void): () => void {
  const { before, now = Date.now } = Object.assign(Object.create(null), options) as typeof options;
  if (typeof before !== "number" || !(before >= 0) || typeof listener !== "function") {
    throw new RolescopeError("invalid-type", "`before` is not a number of milliseconds, or the listener is not a function");
  }
  const listeners = new Listeners<Expiring>();
  listeners.add(listener);
  const longest = now === Date.now ? LONGEST : INJECTED;
  let told: number | undefined;
  let stopAlarm = () => {};

  function arm(delay: number): void {
    stopAlarm();
    stopAlarm = alarm(Math.min(delay, longest), look);
  }

  function look(): void {
    const { expiresAt } = session;
    if (expiresAt === null || expiresAt === told) return;
    const left = expiresAt - now();
    // A clock that gives no time is asked again later.
    if (!(left <= before)) return arm(left - before || longest);
    told = expiresAt;
    listeners.tell({ expiresAt, left });
  }

  const stop = session.subscribe(() => arm(0));
  arm(0);
  return () => {
    stop();
    stopAlarm();
  };
}
