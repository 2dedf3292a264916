import { useEffect, useRef, useState } from "react";
import { formOf } from "../state/address";
import { ACCESS, pageOf, partOf } from "../state/sections";
import { actorOf, useConsole } from "../state/context";
import { Icon } from "../parts/Icon";
import { PageHead } from "../console/PageHead";
import { PartTabs } from "../parts/PartTabs";
import { plural } from "../parts/reasons";
import { AssignmentList } from "./AssignmentList";
import { ChangeForm } from "./ChangeForm";
import { ChangeSetPanel } from "./ChangeSetPanel";
import { PeopleList } from "./PeopleList";
import { ReviewList } from "./ReviewList";
import { ScopeList } from "./ScopeList";

const TABS = [
  { part: "", title: "Assignments", Body: AssignmentList },
  { part: "people", title: "People", Body: PeopleList },
  { part: "scopes", title: "Scopes", Body: ScopeList },
  { part: "review", title: "Review", Body: ReviewList },
] as const;

/** All of administration: who holds what, a change set to alter it, and what it would do. */
export function AccessView() {
  const state = useConsole();
  const { server, place, wide, hrefTo } = state;
  const withChangeSet = !wide;
  const form = formOf(place);
  const [panel, inSight] = useInSight(withChangeSet);
  const { title, Body } = TABS.find((tab) => tab.part === partOf(place.page)) ?? TABS[0];
  const found = server.directory.review().length;
  const taken = place.draft.length === 0 || server.simulate(place.draft, actorOf(state)).ok;
  return (
    <article className="page access">
      <PageHead title="Access" />
      <PartTabs
        label="Access"
        tabs={TABS.map((tab) => ({
          title: tab.title,
          href: hrefTo({ page: pageOf(ACCESS, tab.part), view: {} }),
          current: tab.title === title ? "page" : undefined,
          mark: tab.title === "Review" && found > 0 && <span className="count">{found}</span>,
        }))}
      />
      {form && <ChangeForm start={form} />}
      {withChangeSet && (
        <div className="panel" ref={panel}>
          <ChangeSetPanel />
        </div>
      )}
      <Body />
      {withChangeSet && place.draft.length > 0 && !inSight && (
        <button type="button" className="draft-bar" onClick={() => document.getElementById("change-set")?.focus()}>
          <span className={taken ? undefined : "draft-refused"}>
            {!taken && <Icon name="ban" />}
            Change set: {plural(place.draft.length, "change")}, {taken ? "not saved" : "would be refused"}
          </span>
          <Icon name="arrow" />
        </button>
      )}
    </article>
  );
}

/** Whether a part of the page is in sight. */
function useInSight(there: boolean): [React.RefObject<HTMLDivElement | null>, boolean] {
  const part = useRef<HTMLDivElement>(null);
  const [inSight, setInSight] = useState(true);
  useEffect(() => {
    if (!part.current) return;
    const observer = new IntersectionObserver((entries) => setInSight(entries.at(-1)?.isIntersecting ?? true));
    observer.observe(part.current);
    return () => observer.disconnect();
  }, [there]);
  return [part, inSight];
}
