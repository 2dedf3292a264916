import { useConsole } from "../state/context";

/** The seats that are taken at a workspace, and how the last step moved them. */
export function SeatTally({ scope }: { scope: string }) {
  const { server, place } = useConsole();
  const seats = server.directory.seats(scope);
  const before = place.saved.length > 0 ? server.directoryBefore(place.saved.length - 1) : server.directory;
  const then = before.scopes().some(({ id }) => id === scope) ? before.seats(scope) : [];
  return (
    <span className="seat-tally">
      {seats.map(({ seat, count }) => {
        const moved = count - (then.find((other) => other.seat === seat)?.count ?? count);
        return (
          <span key={seat} className="seat">
            <strong>{count}</strong> {seat}
            {moved !== 0 && (
              <span className={moved > 0 ? "seat-moved gain" : "seat-moved loss"}>
                {moved > 0 ? "+" : "−"}
                {Math.abs(moved)}
              </span>
            )}
          </span>
        );
      })}
    </span>
  );
}
