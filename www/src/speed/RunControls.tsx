import { SelectField } from "../parts/fields";
import { useConsole } from "../state/context";
import type { Run } from "./use-run";
import { announced } from "./words";

const OFFERED = [7, 21, 61];
const USUAL = 21;
const MOST = 200;

/** How many rounds the address asks for. */
function roundsOf(text: string | undefined): number {
  const count = Number(text ?? USUAL);
  return Number.isInteger(count) && count >= 1 && count <= MOST ? count : USUAL;
}

interface Props {
  run: Run;
  start: (count: number) => void;
  stop: () => void;
}

export function RunControls({ run, start, stop }: Props) {
  const { place, becomes } = useConsole();
  const count = roundsOf(place.view.rounds);
  const offered = OFFERED.includes(count) ? OFFERED : [...OFFERED, count].sort((a, b) => a - b);
  const busy = ["preparing", "comparing", "measuring"].includes(run.state);
  return (
    <div className="speed-run">
      <SelectField
        label="Rounds"
        value={String(count)}
        options={offered.map((rounds) => ({ value: String(rounds), label: String(rounds) }))}
        onChange={(rounds) => becomes({ view: { ...place.view, rounds } })}
      />
      {/* One button, so that the focus stays on it. */}
      <button type="button" className="button speed-button" onClick={() => (busy ? stop() : start(count))}>
        {busy ? "Stop" : run.state === "idle" ? "Run in this browser" : "Run again"}
      </button>
      {busy && <progress aria-label="Rounds measured" value={run.done} max={run.of} />}
      <p className="speed-status" role="status">
        {announced(run)}
      </p>
    </div>
  );
}
