/** Listeners are called at once and in order. One that throws stops neither the others nor the caller. */
export class Listeners<Event> {
  readonly #entries = new Set<{ listener: (event: Event) => void }>();

  get size(): number {
    return this.#entries.size;
  }

  add(listener: (event: Event) => void): () => void {
    const entry = { listener };
    this.#entries.add(entry);
    return () => {
      this.#entries.delete(entry);
    };
  }

  tell(event: Event): void {
    for (const entry of [...this.#entries]) {
      // One of those before it may have taken it off.
      if (!this.#entries.has(entry)) continue;
      try {
        entry.listener(event);
      } catch (error) {
        report(error);
      }
    }
  }
}

interface Host {
  reportError?: (error: unknown) => void;
  process?: { emitWarning?: (warning: Error | string) => void };
}

// Where the host shows errors, without ending the process: Node would, if the error was thrown again, and Deno if it was
// reported. So the warning comes first.
function report(error: unknown): void {
  try {
    const host = globalThis as Host;
    if (host.process?.emitWarning) host.process.emitWarning(error instanceof Error ? error : String(error));
    else host.reportError?.(error);
  } catch {}
}
