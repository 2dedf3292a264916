import type { Change, Issue } from "rolescope/slim";
import { refusalText } from "../access/words";
import { errorsOf } from "../access/offers";
import { IssueList } from "../parts/IssueList";
import { actorOf, principalName, useConsole } from "../state/context";

const NAMED = 3;

interface Props {
  id: string;
  change: Change;
  /** What the engine has said to it already. */
  refusals: readonly Issue[];
  /** What the view remembers on the way to another person. */
  view: Record<string, string>;
}

/** Why the change is refused, and who could make it: each person is asked about. */
export function WhoMay({ id, change, refusals, view }: Props) {
  const state = useConsole();
  const { server, place, goTo, hrefTo } = state;
  if (refusals.length === 0) return null;
  const able = server.directory.principals().filter((person) => server.simulate([change], person.id).ok);
  const staff = place.as !== "staff" && errorsOf(server.simulate([change], undefined).issues).length === 0;
  return (
    <div className="who-may">
      <div id={id}>
        <p className="muted">{refusalText(state, refusals, actorOf(state))}:</p>
        <IssueList issues={refusals} />
      </div>
      {(able.length > 0 || staff) && (
        <p className="row-actions">
          {staff && (
            <button type="button" className="small" onClick={() => goTo({ as: "staff", view: { ...place.view, ...view } })}>
              Act with full authority
            </button>
          )}
          {able.slice(0, NAMED).map((person) => (
            <a key={person.id} className="small" href={hrefTo({ principal: person.id, as: "", view: { ...place.view, ...view } })}>
              Sign in as {principalName(state, person.id)}
            </a>
          ))}
          {able.length > NAMED && <span className="muted">{able.length - NAMED} more could do it</span>}
        </p>
      )}
    </div>
  );
}
