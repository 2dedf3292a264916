import { Breakable } from "../parts/Breakable";
import { principalName, useConsole } from "../state/context";

/** Name and email of a person; the id where there is no email. */
export function Person({ id }: { id: string }) {
  const state = useConsole();
  const person = state.server.directory.principals().find((known) => known.id === id);
  return (
    <div className="who" title={id}>
      <p className="row-line">
        <strong>{principalName(state, id)}</strong>
        {person?.active === false && <span className="tag">inactive</span>}
      </p>
      <p className="muted">
        <Breakable text={person?.email ?? id} after="@" />
      </p>
    </div>
  );
}
