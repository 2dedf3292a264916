import { useState } from "react";
import type { AccessDiff } from "rolescope/slim";
import { principalName, scopeName, useConsole } from "../state/context";
import { GainsAndLosses } from "../parts/GainsAndLosses";
import { plural } from "../parts/reasons";

const SHOWN = 6;

/** Who gains and loses what, and where. */
export function Difference({ rows, total, refused }: { rows: readonly AccessDiff[]; total: number; refused: boolean }) {
  const state = useConsole();
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, SHOWN);
  return (
    <div className="stack">
      <h3>{refused ? "Who would gain and lose, were it taken" : "Who gains and who loses"}</h3>
      <ul className="rows rows-tight">
        {shown.map((row) => (
          <li key={`${row.principal} ${row.scope}`} className="row">
            <GainsAndLosses title={`${principalName(state, row.principal)} at ${scopeName(state, row.scope)}`} gained={row.gained} lost={row.lost} />
          </li>
        ))}
      </ul>
      {total > shown.length &&
        (all ? (
          <p className="muted">and {plural(total - shown.length, "place")} more</p>
        ) : (
          <p>
            <button type="button" className="small" onClick={() => setAll(true)}>
              Show all {total}
            </button>
          </p>
        ))}
    </div>
  );
}
