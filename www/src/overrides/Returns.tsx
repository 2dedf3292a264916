import { useId } from "react";
import type { Override } from "rolescope/slim";
import { errorsOf } from "../access/offers";
import { IssueList } from "../parts/IssueList";
import { GainsAndLosses } from "../parts/GainsAndLosses";
import { actorOf, principalName, scopeName, useConsole } from "../state/context";
import { chosenUser } from "./chosen";
import { Drift } from "./Drift";
import { NarrowFigures } from "./NarrowFigures";
import { ReturnButton, returning } from "./ReturnButton";

/** The third part: everybody who is customised, how far the role has moved on, and what coming back to it would change. */
export function Returns() {
  const state = useConsole();
  const { row: chosen } = chosenUser(state);
  const isChosen = (row: Override) => row.principal === chosen?.principal && row.scope === chosen.scope;
  const rows = state.server.directory
    .overrides()
    .filter((row) => row.mode === "narrow")
    .sort((a, b) => Number(isChosen(b)) - Number(isChosen(a)));
  return (
    <section className="section chapter" aria-labelledby="returns">
      <h2 id="returns" tabIndex={-1}>
        <span className="chapter-number">3</span> Back to the role
      </h2>
      <p className="lead">
        For each customised user: the role as it was then, the role today, and what is left of it. To return clears the override, and the user has the role
        as it is now.
      </p>
      {rows.length === 0 && <p className="muted">Nobody is customised.</p>}
      <ul className="returns">
        {rows.map((row) => (
          <Customised key={row.id} row={row} chosen={isChosen(row)} />
        ))}
      </ul>
    </section>
  );
}

function Customised({ row, chosen }: { row: Override; chosen: boolean }) {
  const state = useConsole();
  const { server } = state;
  const id = useId();
  const role = server.directory.role(row.role);
  const today = role.permissions.map((permission) => permission.id);
  const found = server.simulate([returning(row)], actorOf(state), 100);
  const gained = found.diff.flatMap((place) => place.gained);
  const lost = found.diff.flatMap((place) => place.lost);
  return (
    <li className="panel" data-current={chosen || undefined}>
      <div>
        <h3 className="user-name">{principalName(state, row.principal)}</h3>
        <p className="muted">
          {role.name} (revision {role.revision}) at {scopeName(state, row.scope)}
        </p>
      </div>
      <NarrowFigures pinned={row.pinned?.length ?? 0} today={today.length} left={row.permissions?.length ?? 0} />
      <Drift today={today} pinned={row.pinned ?? []} />
      <GainsAndLosses title="Returning to the role" gained={gained} lost={lost} />
      <p className="row-actions">
        <ReturnButton override={row} describedBy={id} />
      </p>
      <div id={id} className="issues-quiet">
        <IssueList issues={errorsOf(found.issues)} />
      </div>
    </li>
  );
}
