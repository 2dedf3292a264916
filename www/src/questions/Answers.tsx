import { useEffect, useRef, type ReactNode } from "react";
import { useConsole } from "../state/context";
import { plural } from "../parts/reasons";
import { timeText, type Timed } from "./measure";

const STEP = 100;

interface Props {
  asked: Timed<readonly string[]>;
  /** `12 people`, of the number. */
  counted: (count: string, one: boolean) => string;
  /** The call, as it is written. */
  call: string;
  /** Where nothing is found. */
  nothing: string;
  before?: ReactNode;
  row: (id: string) => ReactNode;
}

/** How many answers, how long the engine took, and the first of them. */
export function Answers({ asked, counted, call, nothing, before, row }: Props) {
  const { place, becomes } = useConsole();
  const { answer, ms, calls } = asked;
  const shown = Math.max(STEP, Number(place.view.n) || 0);
  const list = useRef<HTMLUListElement>(null);
  const shownBefore = useRef(shown);
  useEffect(() => {
    // The button that was pressed may be gone, and what was asked for is further down.
    if (shown === shownBefore.current + STEP) list.current?.children[shownBefore.current]?.querySelector("a")?.focus();
    shownBefore.current = shown;
  }, [shown]);
  return (
    <section className="section" aria-label="The answer">
      <p className="answer-line" role="status">
        <strong className="answer-count">{counted(answer.length.toLocaleString("en"), answer.length === 1)}</strong>
        <span>
          answered in <strong className="answer-time">{timeText(ms)}</strong>
        </span>
      </p>
      <p className="muted">
        The mean of {plural(calls, "call")} of <code className="code">{call}</code>
      </p>
      {before}
      {answer.length === 0 && <p className="muted">{nothing}</p>}
      {answer.length > 0 && <ul className="answers" ref={list}>{answer.slice(0, shown).map(row)}</ul>}
      {answer.length > shown && (
        <button type="button" className="button" onClick={() => becomes({ view: { ...place.view, n: String(shown + STEP) } })}>
          Show more ({(answer.length - shown).toLocaleString("en")} left)
        </button>
      )}
    </section>
  );
}
