// A snapshot that outlives a reload. What is read is trusted no more than what the network gives: it is verified, where
// there are keys, and loaded as any text.
import { type Keys, type SnapshotText, verifySnapshot } from "./live-signed.js";

/** What is needed of `sessionStorage`. */
export interface StorageLike {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface StoreOptions {
  /** Who is signed in, as the app knows it: from its own sign-in and not from the snapshot. */
  principal: string;
  catalog: { readonly hash: string };
  /** Default: `sessionStorage`. */
  storage?: StorageLike;
  /** With keys, only what is signed is loaded. */
  keys?: Keys;
  required?: boolean;
}

export interface Store {
  /** Whether it was kept: storage may be full or forbidden. */
  save(text: SnapshotText, signature?: string | null): boolean;
  /** What `load` makes of the kept snapshot. Undefined when there is none that belongs here; what is refused is removed. */
  load<S extends { readonly principal: string }>(load: (text: SnapshotText) => S): Promise<S | undefined>;
  /** For sign-out: removes every snapshot in this storage, of whichever principal and catalog. */
  clear(): void;
}

const PREFIX = "rolescope:";

export function keepInStorage(options: StoreOptions): Store {
  const { principal, catalog, storage, keys, required }: StoreOptions = Object.assign(Object.create(null), options);
  const key = `${PREFIX}${encodeURIComponent(principal)}:${catalog.hash}`;
  // Even to look for it throws where the user has forbidden it.
  const place = (): StorageLike => storage ?? (globalThis as unknown as { sessionStorage: StorageLike }).sessionStorage;
  const remove = () => tried(() => place().removeItem(key), undefined);
  let cleared = 0;

  return {
    save(text, signature) {
      return tried(() => {
        const written = typeof text === "string" ? text : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(text);
        place().setItem(key, `${signature ?? ""}\n${written}`);
        return true;
        // What was there is older than what could not be kept.
      }, undefined) ?? (remove(), false);
    },

    async load(load) {
      const before = cleared;
      const kept = tried(() => place().getItem(key), null);
      if (typeof kept !== "string") return undefined;
      const end = kept.indexOf("\n");
      const text = kept.slice(end + 1);
      try {
        const verified = keys === undefined ? text : await verifySnapshot(text, kept.slice(0, end) || null, keys, { required });
        const session = load(verified);
        if (session.principal === principal && cleared === before) return session;
      } catch {}
      remove();
      return undefined;
    },

    clear() {
      cleared++;
      tried(() => {
        const all = place();
        const names = Array.from({ length: all.length }, (_, index) => all.key(index));
        for (const name of names) if (name?.startsWith(PREFIX)) all.removeItem(name);
      }, undefined);
    },
  };
}

function tried<T>(run: () => T, otherwise: T): T {
  try {
    return run();
  } catch {
    return otherwise;
  }
}
