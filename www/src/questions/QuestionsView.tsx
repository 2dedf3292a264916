import { useConsole } from "../state/context";
import { PartTabs } from "../parts/PartTabs";
import { pageOf, partOf, QUESTIONS } from "../state/sections";
import { viewOf } from "./asked";
import { HowMeasured } from "./HowMeasured";
import type { Kind } from "./kinds";
import { Question } from "./Question";
import { TenantFacts } from "./TenantFacts";
import { useLargeTenant } from "./use-large-tenant";
import "./questions.css";

const TABS: { part: string; title: string; kind: Kind }[] = [
  { part: "", title: "Who can do it?", kind: "who" },
  { part: "where", title: "Where can somebody?", kind: "where" },
  { part: "what", title: "What can somebody do?", kind: "what" },
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
      <PartTabs
        label="Questions"
        tabs={TABS.map(({ part, title, kind }) => ({
          title,
          href: hrefTo({ page: pageOf(QUESTIONS, part), view: viewOf({ permission: p, scope: s, person: who }) }),
          current: kind === open.kind ? "page" : undefined,
        }))}
      />
      {tenant && <Question key={open.kind} tenant={tenant} kind={open.kind} />}
      <HowMeasured />
    </article>
  );
}
