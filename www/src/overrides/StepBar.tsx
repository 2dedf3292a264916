import { withoutLast } from "../state/address";
import { useConsole } from "../state/context";
import { byText, changeText } from "../access/words";
import { plural } from "../parts/reasons";

/** The last change set that was made, and the way back. It stays in its place, so that the focus does too. */
export function StepBar() {
  const state = useConsole();
  const { place, goTo } = state;
  const count = place.saved.length;
  const last = place.saved.at(-1);
  const none = count === 0 || undefined;
  return (
    <section className="step-bar" aria-label="Steps made">
      <p>
        {last ? (
          <>
            <strong>Step {count}</strong> {last.changes.map((change) => changeText(state, change, count - 1)).join("; ")}{" "}
            <span className="muted">{byText(state, last.by, count - 1)}</span>
          </>
        ) : (
          <span className="muted">No step made yet. Each one is a change set, and can be taken back here.</span>
        )}
      </p>
      <button type="button" className="button" aria-disabled={none} onClick={() => last && goTo(withoutLast(place), "The last step is taken back.")}>
        Undo
      </button>
      <button type="button" className="button" aria-disabled={none} onClick={() => last && goTo({ saved: [] }, `${plural(count, "step")} taken back: the sample as it was.`)}>
        Start over
      </button>
    </section>
  );
}
