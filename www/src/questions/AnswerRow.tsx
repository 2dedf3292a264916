import { Breakable } from "../parts/Breakable";
import { useConsole } from "../state/context";
import type { Asked } from "./asked";
import type { LargeTenant } from "./large-tenant";
import { WhyAnswer } from "./WhyAnswer";

interface Props {
  id: string;
  tenant: LargeTenant;
  /** The whole question that this answer says yes to. */
  question: Asked;
  title: string;
  /** Where the title leads: another question. */
  href: string;
  note?: string;
  /** One more question about the same. */
  other: { label: string; href: string };
}

/** One answer, with its reason on demand and the questions that it leads to. */
export function AnswerRow({ id, tenant, question, title, href, note, other }: Props) {
  const { place, becomes } = useConsole();
  const open = place.view.why === id;
  return (
    <li className="answer">
      <div className="answer-what">
        <a href={href}>{title}</a>
        {note && (
          <span className="muted">
            <Breakable text={note} after="@" />
          </span>
        )}
      </div>
      <p className="answer-links">
        <a className="small" href={other.href}>
          {other.label}
          <span className="sr-only">: {title}</span>
        </a>
        <button type="button" className="small" aria-expanded={open} onClick={() => becomes({ view: { ...place.view, why: open ? "" : id } })}>
          Why?<span className="sr-only"> {title}</span>
        </button>
      </p>
      {open && <WhyAnswer tenant={tenant} {...question} />}
    </li>
  );
}
