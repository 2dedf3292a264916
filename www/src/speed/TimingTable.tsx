import type { Timing } from "./rounds";
import { duration, ratio as asRatio } from "./words";

interface Props {
  caption: string;
  timings: readonly Timing[];
  /** What the ratios are to; none: no ratios. */
  base?: string;
}

export function TimingTable({ caption, timings, base }: Props) {
  return (
    <div className="table-frame table-tight timing" role="region" aria-label={caption} tabIndex={0}>
      <table role="table">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">Who</th>
            <th scope="col" role="columnheader" className="number">
              Median
            </th>
            {base && (
              <th scope="col" role="columnheader" className="number">
                × {base}
              </th>
            )}
            <th scope="col" role="columnheader" className="number">
              Middle half
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {timings.map(({ id, label, ours, ns, low, high, ratio }) => (
            <tr key={id} role="row" data-id={id}>
              <th scope="row" role="rowheader">{ours ? <strong>{label}</strong> : label}</th>
              <td role="cell" className="number">{duration(ns)}</td>
              {base && <td role="cell" className="number">{asRatio(ratio)}</td>}
              <td role="cell" className="number muted">
                {duration(low)} – {duration(high)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
