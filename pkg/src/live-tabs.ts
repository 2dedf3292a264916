// The tabs of one browser: who gets a newer snapshot tells the others, and who signs out signs all of them out.
import { RolescopeError } from "./error.js";
import { type Keys, type SnapshotText, verifySnapshot } from "./live-signed.js";
import type { Store } from "./live-storage.js";

/** What is needed of a session. Each session over a snapshot has it. */
export interface SharedSession {
  readonly catalog: { readonly hash: string };
  readonly principal: string;
  readonly revision: number;
  readonly issuedAt: number;
  update(text: SnapshotText): void;
}

/** What is needed of a `BroadcastChannel`. */
export interface ChannelLike {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  removeEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  close(): void;
}

export interface TabsOptions {
  /** Default: a channel named `rolescope`. One that is given is not closed. */
  channel?: ChannelLike;
  /** What the session was loaded from, so that this tab can tell a newer one. */
  snapshot?: { text: SnapshotText; signature?: string | null };
  /** With keys, a snapshot without the right signature is refused, whether it comes from the app or from a tab. */
  keys?: Keys;
  required?: boolean;
  /** Keeps each snapshot that is taken, and is cleared at sign-out. */
  store?: Store;
  /** Another tab has signed this principal out. Drop the session and leave the page. */
  onSignOut?: () => void;
  /** A tab has sent a snapshot that was refused. */
  onRefused?: (error: unknown) => void;
}

export interface Tabs {
  /** Verifies where there are keys, updates the session, keeps it and tells the other tabs. Throws as `update` does. */
  update(text: SnapshotText, signature?: string | null): Promise<void>;
  /** Clears the store and tells the other tabs. This one stops listening. */
  signOut(): void;
  close(): void;
}

interface Message {
  rolescope: 1;
  type: "snapshot" | "hello" | "sign-out";
  principal: string;
  hash: string;
  revision: number;
  issuedAt: number;
  text?: SnapshotText;
  signature?: string | null;
}

export function shareAcrossTabs(session: SharedSession, options?: TabsOptions): Tabs {
  const { channel = open(), snapshot, keys, required, store, onSignOut, onRefused }: TabsOptions = Object.assign(Object.create(null), options);
  // With the place in the order that it had: the app may update the session past this.
  const place = () => ({ revision: session.revision, issuedAt: session.issuedAt });
  let held = snapshot && { ...snapshot, ...place() };
  let closed = false;

  function post(type: Message["type"]): void {
    if (closed) return;
    const message: Message = { rolescope: 1, type, principal: session.principal, hash: session.catalog.hash, ...place() };
    channel?.postMessage(type === "snapshot" ? { ...message, ...held } : message);
  }

  async function take(text: SnapshotText, signature: string | null | undefined): Promise<void> {
    const verified = keys === undefined ? text : await verifySnapshot(text, signature, keys, { required });
    // A sign-out may have come in the meantime. A newer snapshot too: then the session refuses this one.
    if (closed) throw new RolescopeError("not-ready", "the tabs are no longer shared");
    session.update(verified);
    held = { text: verified, signature, ...place() };
    store?.save(verified, signature);
  }

  /** Above zero: the message is of a later snapshot than this. The same revision may be issued again. */
  const order = (message: Message, than: { revision: number; issuedAt: number }) =>
    message.revision - than.revision || message.issuedAt - than.issuedAt;

  function hear({ data }: { data: unknown }): void {
    const message: Message = Object.assign(Object.create(null), data);
    if (message.rolescope !== 1 || message.principal !== session.principal) return;
    // Whatever version of the app the other tab runs.
    if (message.type === "sign-out") {
      leave();
      return onSignOut?.();
    }
    if (message.hash !== session.catalog.hash) return;
    // What can be told, which need not be all that the session knows: else two tabs would answer each other for ever.
    if (held !== undefined && order(message, held) < 0) post("snapshot");
    const { text, signature } = message;
    if (message.type !== "snapshot" || !(order(message, session) > 0) || text === undefined) return;
    take(text, signature).catch((error: unknown) => {
      if (!closed) onRefused?.(error);
    });
  }

  function close(): void {
    if (closed) return;
    closed = true;
    channel?.removeEventListener("message", hear);
    if (options?.channel === undefined) channel?.close();
  }

  function leave(): void {
    store?.clear();
    close();
  }

  channel?.addEventListener("message", hear);
  post(held === undefined ? "hello" : "snapshot");

  return {
    async update(text, signature) {
      await take(text, signature);
      post("snapshot");
    },
    signOut() {
      post("sign-out");
      leave();
    },
    close,
  };
}

/** A channel that keeps no process alive; none where there are no channels. */
function open(): ChannelLike | undefined {
  if (typeof BroadcastChannel === "undefined") return undefined;
  const channel = new BroadcastChannel("rolescope");
  (channel as { unref?: () => void }).unref?.();
  return channel as ChannelLike;
}
