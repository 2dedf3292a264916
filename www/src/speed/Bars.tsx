import type { Timing } from "./rounds";
import { duration } from "./words";

/** Bars from zero on a linear scale, with a line over the middle half of the rounds. The table beside it says the same in numbers. */
export function Bars({ title, timings }: { title: string; timings: readonly Timing[] }) {
  const most = Math.max(...timings.map(({ ns, high }) => Math.max(ns, high)));
  const part = (ns: number) => `${(100 * ns) / most}%`;
  const told = timings.map(({ label, ns }) => `${label}: ${duration(ns)}`).join("; ");
  return (
    <div className="bars" role="img" aria-label={`Bar chart. ${title}. ${told}.`}>
      {timings.map(({ id, label, ours, ns, low, high }) => (
        <div key={id} className={ours ? "bar-row bar-ours" : "bar-row"}>
          <span className="bar-label">{label}</span>
          <span className="bar-track">
            <span className="bar" style={{ width: part(ns) }} />
            <span className="bar-spread" style={{ left: part(low), width: part(high - low) }} />
          </span>
          <span className="bar-value">{duration(ns)}</span>
        </div>
      ))}
    </div>
  );
}
