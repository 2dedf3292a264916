import { Bars } from "./Bars";
import { TimingTable } from "./TimingTable";
import type { Results as Measured } from "./use-run";
import { duration } from "./words";

/** What was measured: pictures, and the tables that they are drawn from. */
export function Results({ results }: { results: Measured }) {
  const { checks, load } = results;
  return (
    <>
      <section className="section" aria-labelledby="speed-checks">
        <h2 id="speed-checks">One check</h2>
        <p className="muted">The bars begin at zero and are the medians. The line on each is the middle half of the rounds.</p>
        <Bars title="Median time of one check" timings={checks} />
        <TimingTable caption="One check, the numbers" timings={checks} base="Map→Set" />
      </section>
      <section className="section" aria-labelledby="speed-pages">
        <h2 id="speed-pages">The whole navigation at a scope, {results.pageCount} pages</h2>
        <Bars title="Median time of the whole navigation" timings={results.pages} />
        <TimingTable caption="The whole navigation, the numbers" timings={results.pages} base="by hand" />
      </section>
      <section className="section" aria-labelledby="speed-load">
        <h2 id="speed-load">A session from its snapshot</h2>
        <p>
          <strong data-id="load">{duration(load.ns)}</strong> to check and load {(results.snapshotBytes / 1024).toFixed(0)} KB of text, the middle half{" "}
          {duration(load.low)} to {duration(load.high)}. This is done once, when somebody signs in.
        </p>
      </section>
    </>
  );
}
