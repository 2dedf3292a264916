import { useEffect, useRef } from "react";
import type { Issue } from "rolescope/slim";
import { withForm, withSaved, withoutLast } from "../state/address";
import { actorOf, useConsole } from "../state/context";
import { plural } from "../parts/reasons";
import { Authority } from "./Authority";
import { Difference } from "./Difference";
import { IssueList } from "../parts/IssueList";
import { SeatChange } from "./SeatChange";
import { byText, changeText, verdictText } from "./words";

/** Rows of the difference that are asked for. The total is always told. */
const DIFF_LIMIT = 100;

/** The changes put together, what the engine says to them, and those saved before. */
export function ChangeSetPanel() {
  const state = useConsole();
  const { server, place, hrefTo, goTo } = state;
  const { draft } = place;
  const heading = useFocusWhenLost(`${draft.length} ${place.saved.length}`);
  const actor = actorOf(state);
  const found = draft.length > 0 ? server.simulate(draft, actor, DIFF_LIMIT) : null;
  const { beside, overall } = sorted(found?.issues ?? [], draft.length);
  const { verdict, who } = verdictText(state, found?.issues ?? [], actor);
  const save = () => {
    const revision = server.directory.revision + 1;
    goTo({ ...withSaved(place, { changes: draft, by: actor }), draft: [] }, `Saved ${plural(draft.length, "change")} ${byText(state, actor)}: revision ${revision}.`);
  };
  return (
    <section className="stack" aria-labelledby="change-set">
      <h2 id="change-set" ref={heading} tabIndex={-1}>
        Change set
      </h2>
      <Authority />
      {!found && (
        <p className="muted">
          No change yet. Use the buttons beside the rows, or{" "}
          <a href={hrefTo(withForm(place, { type: "assign" }))}>add a change</a>.
        </p>
      )}
      {found && (
        <>
          <ol className="changes">
            {draft.map((change, index) => (
              <li key={index} className="change">
                <p className="change-text">{changeText(state, change)}</p>
                <IssueList issues={beside[index] ?? []} />
                <button type="button" className="small" onClick={() => goTo({ draft: draft.filter((_, at) => at !== index) })}>
                  Leave out<span className="sr-only"> change {index + 1}</span>
                </button>
              </li>
            ))}
          </ol>
          {overall.length > 0 && (
            <div className="stack">
              <h3>About the change set as a whole</h3>
              <IssueList issues={overall} />
            </div>
          )}
          <p role="status" className={found.ok ? "verdict verdict-good" : "verdict verdict-bad"}>
            <strong>{verdict}</strong>
            {who}.             {found.diffTotal === 0 ? "No access changes." : `Access changes at ${plural(found.diffTotal, "place")}.`}
          </p>
          <p className="row-actions">
            <button type="button" className="button button-main" aria-disabled={!found.ok || undefined} onClick={() => found.ok && save()}>
              Save
            </button>
            <button type="button" className="button" onClick={() => goTo({ draft: [] })}>
              Discard
            </button>
          </p>
          {found.ok && <SeatChange changes={draft} by={actor} />}
          {found.diff.length > 0 && <Difference rows={found.diff} total={found.diffTotal} refused={!found.ok} />}
        </>
      )}
      {place.saved.length > 0 && (
        <div className="stack history">
          <h3>Saved before</h3>
          <ol className="changes">
            {place.saved.map((set, index) => (
              <li key={index} className="change">
                <p className="change-text">{set.changes.map((change) => changeText(state, change, index)).join("; ")}</p>
                <p className="muted">{byText(state, set.by, index)}</p>
              </li>
            ))}
          </ol>
          <p>
            <button type="button" className="button" onClick={() => goTo(withoutLast(place), "The last change set is taken back.")}>
              Undo the last
            </button>
          </p>
        </div>
      )}
    </section>
  );
}

/** Each issue beside the change that causes it, by the path; the others concern the whole. A single change causes all. */
function sorted(issues: readonly Issue[], count: number): { beside: Issue[][]; overall: Issue[] } {
  const beside = Array.from({ length: count }, (): Issue[] => []);
  const overall: Issue[] = [];
  for (const issue of issues) {
    const at = typeof issue.path[0] === "number" ? issue.path[0] : count === 1 ? 0 : -1;
    (beside[at] ?? overall).push(issue);
  }
  return { beside, overall };
}

/** What was pressed to change the set may be gone, and the focus with it. The set is looked at next. */
function useFocusWhenLost(counts: string): React.RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(counts);
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (counts !== before.current && lost) heading.current?.focus();
    before.current = counts;
  }, [counts]);
  return heading;
}
