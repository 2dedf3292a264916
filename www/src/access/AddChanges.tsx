import type { Change, Issue } from "rolescope/slim";
import { actorOf, useConsole } from "../state/context";
import { plural } from "../parts/reasons";
import { IssueList } from "../parts/IssueList";
import { byText, changeText } from "./words";

interface Props {
  changes: readonly Change[];
  /** What the form still lacks; empty when it is complete. */
  missing: string;
}

/** The end of each form: what the engine says to this change, and the button that puts it into the change set. */
export function AddChanges({ changes, missing }: Props) {
  const state = useConsole();
  const { server, place, goTo } = state;
  if (missing) {
    return (
      <p className="muted" role="status">
        {missing}
      </p>
    );
  }
  const actor = actorOf(state);
  const found = server.simulate([...place.draft, ...changes], actor).issues;
  const issues = newIssues(found, server.simulate(place.draft, actor).issues, place.draft.length);
  const refused = issues.some((issue) => issue.severity === "error");
  const add = () => {
    const { form: _, ...view } = place.view;
    goTo({ draft: [...place.draft, ...changes], view }, `In the change set: ${changes.map((change) => changeText(state, change)).join("; ")}.`);
  };
  return (
    <div className="stack">
      <div role="status">
        <p>
          <strong>{refused ? "It would be refused" : "It would be taken"}</strong> <span className="muted">{byText(state, actor)}</span>
        </p>
        <IssueList issues={issues} />
      </div>
      <p>
        <button type="button" className="button button-main" onClick={add}>
          Add to the change set
          {changes.length > 1 && ` (${plural(changes.length, "change")})`}
        </button>
      </p>
    </div>
  );
}

/** What is found because of the new changes: what points at one, and what stands at no change and was not there before. */
function newIssues(found: readonly Issue[], before: readonly Issue[], from: number): Issue[] {
  return found.filter(({ path, message }) => (typeof path[0] === "number" ? path[0] >= from : !before.some((issue) => issue.message === message)));
}
