import type { Change } from "rolescope/slim";
import { seatsText } from "../overrides/seats";
import { scopeName, useConsole } from "../state/context";

/** The seats before and after, at each scope where the change set moves one. Nothing where the catalog counts none. */
export function SeatChange({ changes, by }: { changes: readonly Change[]; by: string | undefined }) {
  const state = useConsole();
  const { server } = state;
  const before = new Map(server.directory.scopes().map(({ id }) => [id, server.directory.seats(id)]));
  const counted = [...before].filter(([, seats]) => seats.length > 0).map(([id]) => id);
  if (counted.length === 0) return null;
  const after = server.seatsAfter(changes, by, counted);
  const moved = counted.filter((id) => seatsText(before.get(id)) !== seatsText(after.get(id)));
  return (
    <div className="stack">
      <h3>Seats</h3>
      {moved.length === 0 && <p className="muted">The seats stay as they are.</p>}
      <ul className="rows rows-tight">
        {moved.map((id) => (
          <li key={id} className="row">
            <p>{scopeName(state, id)}</p>
            <p className="muted">
              before: {seatsText(before.get(id))}; after: {seatsText(after.get(id))}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
