import { useConsole } from "../state/context";
import { partOf } from "../state/sections";
import { QUESTIONS, viewOf } from "./asked";
import { HowMeasured } from "./HowMeasured";
import { Question, type Kind } from "./Question";
import { TenantFacts } from "./TenantFacts";
import { useLargeTenant } from "./use-large-tenant";
import "./questions.css";

const TABS: { part: string; title: string; kind: Kind }[] = [
  { part: "", title: "Who can?", kind: "who" },
  { part: "where", title: "Where can?", kind: "where" },
  { part: "what", title: "What can?", kind: "what" },
];

/** Who can, where can and what can, of a tenant of ten thousand people, answered as one types. */
export function QuestionsView() {
  const { place, hrefTo } = useConsole();
  const tenant = useLargeTenant();
  const open = TABS.find(({ part }) => part === partOf(place.page)) ?? TABS[0]!;
  const { p = "", s = "", who = "" } = place.view;
  return (
    <article className="page questions" aria-busy={!tenant}>
      <header className="page-head">
        {/* Takes the focus when a new page is opened. */}
        <h1 tabIndex={-1}>Questions</h1>
        <TenantFacts tenant={tenant} />
      </header>
      <nav className="tabs" aria-label="Questions">
        {TABS.map(({ part, title, kind }) => (
          <a
            key={kind}
            href={hrefTo({ page: part ? `${QUESTIONS}/${part}` : QUESTIONS, view: viewOf({ permission: p, scope: s, person: who }) })}
            aria-current={kind === open.kind ? "page" : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
      {tenant && <Question key={open.kind} tenant={tenant} kind={open.kind} />}
      <HowMeasured />
    </article>
  );
}
