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
    <div className="table-frame table-tight" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col" className="number">
              Median
            </th>
            {base && (
              <th scope="col" className="number">
                × {base}
              </th>
            )}
            <th scope="col" className="number">
              Middle half
            </th>
          </tr>
        </thead>
        <tbody>
          {timings.map(({ id, label, ours, ns, low, high, ratio }) => (
            <tr key={id} data-id={id}>
              <th scope="row">{ours ? <strong>{label}</strong> : label}</th>
              <td className="number">{duration(ns)}</td>
              {base && <td className="number">{asRatio(ratio)}</td>}
              <td className="number muted">
                {duration(low)} – {duration(high)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
