interface Entry<Event> {
  listener: (event: Event) => void;
}

/**
 * Listeners are called at once and in order. One that throws stops neither the others nor the caller. What happens because
 * of a listener is told when all have heard of what it was told, so that each of them hears everything in its order.
 */
export class Listeners<Event> {
  readonly #entries = new Set<Entry<Event>>();
  /** What is being told or is to be, and who listened when it happened. */
  readonly #rounds: [event: Event, entries: Entry<Event>[]][] = [];

  get size(): number {
    return this.#entries.size;
  }

  add(listener: (event: Event) => void): () => void {
    const entry: Entry<Event> = { listener };
    this.#entries.add(entry);
    return () => {
      this.#entries.delete(entry);
    };
  }

  tell(event: Event): void {
    const rounds = this.#rounds;
    if (rounds.push([event, [...this.#entries]]) > 1) return;
    try {
      for (const round of rounds) this.#round(...round);
    } finally {
      rounds.length = 0;
    }
  }

  #round(event: Event, entries: Entry<Event>[]): void {
    for (const entry of entries) {
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
