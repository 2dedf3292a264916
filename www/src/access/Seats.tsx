import { principalName, useConsole } from "../state/context";
import { Message } from "../parts/Message";

/** The seats taken at a scope, and by which row each. Nothing where the catalog counts none. */
export function Seats({ scope }: { scope: string }) {
  const state = useConsole();
  const seats = state.server.directory.seats(scope);
  if (seats.length === 0) return null;
  return (
    <details className="seats">
      <summary>Seats: {seats.map(({ seat, count }) => `${count} ${seat}`).join(", ")}</summary>
      <ul className="rows rows-tight">
        {seats.flatMap(({ seat, principals }) =>
          principals.map(({ principal, because }) => (
            <li key={`${seat} ${principal}`} className="row">
              <p>
                {principalName(state, principal)} <span className="tag">{seat}</span>
              </p>
              <p className="muted">
                <Message text={because} />
              </p>
            </li>
          )),
        )}
      </ul>
    </details>
  );
}
