import { useEffect, useId, useRef, type ReactNode } from "react";
import { ChangeSetPanel } from "../access/ChangeSetPanel";
import { sectionOf } from "../state/sections";
import { principalName, useConsole } from "../state/context";
import { AccessPanel } from "../console/AccessPanel";
import { NarrowPanel } from "../overrides/NarrowPanel";
import { PlanSwitch } from "../overrides/PlanSwitch";
import { ProjectAccess } from "../overrides/ProjectAccess";
import { WhyPanel } from "../why/WhyPanel";

/** Beside the console on a wide screen, below it on a narrow one, where "why?" opens a sheet instead. */
export function Inspector({ note }: { note: string }) {
  const state = useConsole();
  const withWhy = state.wide;
  const { vendor, session, place, question } = state;
  const panels = useRef<HTMLElement>(null);
  // The answer stands first, and who asks may have scrolled down.
  useEffect(() => {
    panels.current?.scrollTo(0, 0);
  }, [question]);
  if (sectionOf(place.page).id === "access") {
    // Below the view on a narrow screen, where the change set stands inside it.
    return withWhy || note ? (
      <aside className="inspector" aria-label="Reasons and data">
        {withWhy && (
          <div className="panel">
            <ChangeSetPanel />
          </div>
        )}
        {note && <p className="muted">{note}</p>}
      </aside>
    ) : null;
  }
  // A page that is open has a "why?" beside its path. Elsewhere the panel waits until something was asked.
  const askable = question !== null || (place.page !== "" && session.page(place.page, place.scope).state === "visible");
  // What concerns the scope in sight comes first.
  const atProject = session.scopes().some((scope) => scope.id === place.scope && scope.type === "project");
  const plan = (
    <Panel key="plan" title="Plan">
      <PlanSwitch />
    </Panel>
  );
  const projects = (
    <Panel key="projects" title="Project-level edit">
      <ProjectAccess />
    </Panel>
  );
  return (
    <aside ref={panels} className="inspector" aria-label="Reasons and data">
      {withWhy && askable && (
        <Panel title="Why?">
          <WhyPanel />
        </Panel>
      )}
      {vendor.id === "voiceflow" && (atProject ? [projects, plan] : [plan, projects])}
      {vendor.id === "studio" && (
        <Panel title="Customised permissions">
          <NarrowPanel />
        </Panel>
      )}
      <Panel title={`Role assignments of ${principalName(state)}`}>
        <AccessPanel />
      </Panel>
      {note && <p className="muted">{note}</p>}
    </aside>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section className="panel" aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {children}
    </section>
  );
}
