import type { Results } from "./use-run";
import { BATCH_MS } from "./rounds";

/** What one has to know before one believes the numbers. */
export function HowMeasured({ results }: { results?: Results }) {
  return (
    <section className="section speed-how" aria-labelledby="speed-how">
      <h2 id="speed-how">How it is measured</h2>
      <ul>
        <li>
          Before anything is timed, all answers are compared. If one differs, there is no chart. Each timed batch also counts its allowed answers, and the count
          must be right.
        </li>
        <li>
          Browsers round their clocks, so one check cannot be timed alone. A batch of many takes about {BATCH_MS} ms, and its time is divided by their number.
          {results && ` The clock of this browser goes in steps of ${Number(results.clock.toPrecision(2))} ms.`}
        </li>
        <li>Each round times one batch of every contestant, and each round begins with another one. The bar is the median of the rounds, the line on it their middle half.</li>
        <li>The ratio is taken round by round, so that a slow moment of the machine hits both sides.</li>
        <li>
          Map→Set and CASL are given what a server would have to compute for them: the permissions of this one person at every scope. They know no expiry, no
          reason and no change. rolescope computes it from roles and assignments, and keeps the answers.
        </li>
        <li>Between two batches the page is free. Other work on this machine, and a tab in the background, make the numbers worse.</li>
      </ul>
    </section>
  );
}
