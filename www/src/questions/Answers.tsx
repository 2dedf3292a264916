import { useEffect, useMemo, useRef } from "react";
import { useConsole } from "../state/context";
import { plural } from "../parts/reasons";
import { AnswerRow } from "./AnswerRow";
import type { Asked } from "./asked";
import { ELSE, KINDS, wordsOf, type Kind } from "./kinds";
import type { LargeTenant } from "./large-tenant";
import { timed, timeText } from "./measure";
import { OpenPages } from "./OpenPages";
import { useLinks } from "./use-links";

const STEP = 100;

interface Props {
  tenant: LargeTenant;
  kind: Kind;
  asked: Asked;
}

/** How many answers, how long the engine took, and the first of them. */
export function Answers({ tenant, kind, asked }: Props) {
  const { place, becomes } = useConsole();
  const { permission, scope, person } = asked;
  const { call, names, one, many, nothing, next, other } = KINDS[kind];
  const { answer, ms, calls } = useMemo(
    () => timed(() => KINDS[kind].ask(tenant.directory, { permission, scope, person })),
    [tenant, kind, permission, scope, person],
  );
  const words = useMemo(() => wordsOf(tenant, kind), [tenant, kind]);
  const links = useLinks();
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
        <strong className="answer-count">
          {answer.length.toLocaleString("en")} {answer.length === 1 ? one : many}
        </strong>
        <span>
          answered in <strong className="answer-time">{timeText(ms)}</strong>
        </span>
      </p>
      <p className="muted">
        The mean of {plural(calls, "call")} of <code className="code">{call(asked)}</code>
      </p>
      {kind === "what" && <OpenPages tenant={tenant} person={person} scope={scope} />}
      {answer.length === 0 && <p className="muted">{nothing}</p>}
      {answer.length > 0 && (
        <ul className="answers" ref={list}>
          {answer.slice(0, shown).map((id) => {
            const question = { ...asked, [names]: id };
            return (
              <AnswerRow
                key={id}
                id={id}
                tenant={tenant}
                question={question}
                title={words.get(id)?.label ?? id}
                note={words.get(id)?.note}
                href={links[next](question)}
                other={{ label: ELSE[other], href: links[other](question) }}
              />
            );
          })}
        </ul>
      )}
      {answer.length > shown && (
        <button type="button" className="button" onClick={() => becomes({ view: { ...place.view, n: String(shown + STEP) } })}>
          Show more ({(answer.length - shown).toLocaleString("en")} left)
        </button>
      )}
    </section>
  );
}
