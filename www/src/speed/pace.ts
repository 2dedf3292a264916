/** What lets the page live while it measures: between two steps the browser draws, scrolls and hears the stop button. */
export interface Pace {
  /** Gives the main thread back for a moment. Throws `Stopped` once the visitor has stopped. */
  breathe: () => Promise<void>;
}

export class Stopped extends Error {}

export function paceUntil(signal: AbortSignal): Pace {
  return {
    async breathe() {
      await new Promise((resolve) => setTimeout(resolve));
      if (signal.aborted) throw new Stopped();
    },
  };
}

/** The smallest step that this browser's clock makes, in milliseconds. Browsers round it, so that no page times too finely. */
export function clockStep(): number {
  let step = Infinity;
  for (let i = 0; i < 8; i++) {
    const start = performance.now();
    let now = start;
    while (now === start) now = performance.now();
    step = Math.min(step, now - start);
  }
  return step;
}
