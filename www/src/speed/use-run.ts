import { useEffect, useRef, useState } from "react";
import { agree, type Agreement } from "./agreement";
import { enterAll } from "./contestants";
import { checkEntry, loadEntry, pageEntries, type Entry } from "./entries";
import { clockStep, paceUntil, Stopped, type Pace } from "./pace";
import { rounds, summed, type Timing } from "./rounds";
import { makeWorld } from "./world";

export interface Results {
  checks: Timing[];
  pages: Timing[];
  load: Timing;
  clock: number;
  snapshotBytes: number;
  pageCount: number;
}

export interface Run {
  state: "idle" | "preparing" | "comparing" | "measuring" | "done" | "stopped" | "differs" | "failed";
  /** Rounds that are behind it, and that it is to have. */
  done: number;
  of: number;
  agreement?: Agreement;
  results?: Results;
  error?: string;
}

const IDLE: Run = { state: "idle", done: 0, of: 0 };

/** A measurement that the view starts and stops. Leaving the view stops it. */
export function useRun(): { run: Run; start: (count: number) => void; stop: () => void } {
  const [run, setRun] = useState(IDLE);
  const controller = useRef<AbortController>(null);
  useEffect(() => () => controller.current?.abort(), []);
  return {
    run,
    start(count) {
      controller.current?.abort();
      controller.current = new AbortController();
      const { signal } = controller.current;
      let last: Run = { ...IDLE, of: count };
      // A run that was left or replaced has nothing more to say, but for the one that the visitor stopped.
      const own = controller.current;
      const report = (change: Partial<Run>) => {
        last = { ...last, ...change };
        if (controller.current === own) setRun(last);
      };
      measure(count, paceUntil(signal), report).catch((error: unknown) => {
        if (error instanceof Stopped) report({ state: "stopped" });
        else report({ state: "failed", error: error instanceof Error ? error.message : String(error) });
      });
    },
    stop: () => controller.current?.abort(),
  };
}

async function measure(count: number, pace: Pace, report: (change: Partial<Run>) => void): Promise<void> {
  report({ state: "preparing" });
  await pace.breathe();
  const clock = clockStep();
  const world = await makeWorld(pace);
  const contestants = await enterAll(world, pace);
  report({ state: "comparing" });
  const agreement = await agree(contestants, world, pace);
  report({ agreement });
  if (agreement.differences.length > 0) return report({ state: "differs" });

  report({ state: "measuring" });
  const checks = contestants.map(checkEntry);
  const pages = pageEntries(world);
  const load = loadEntry(world);
  const entries: Entry[] = [...checks, ...pages, load];
  const snapshotBytes = new TextEncoder().encode(world.snapshot).length;
  let done = 0;
  for await (const times of rounds(entries, count, pace)) {
    done++;
    report({
      done,
      results: { checks: summed(checks, times), pages: summed(pages, times), load: summed([load], times)[0]!, clock, snapshotBytes, pageCount: world.pages },
    });
  }
  report({ state: "done" });
}
