import { useId, type ReactNode } from "react";
import { ChangeSetPanel } from "../access/ChangeSetPanel";
import { ACCESS } from "../address";
import { principalName, useConsole } from "../context";
import { AccessPanel } from "./AccessPanel";
import { NarrowPanel } from "./NarrowPanel";
import { PlanSwitch } from "./PlanSwitch";
import { ProjectAccess } from "./ProjectAccess";
import { WhyPanel } from "./WhyPanel";

/** Beside the console on a wide screen, below it on a narrow one, where "why?" opens a sheet instead. */
export function Inspector({ withWhy, note }: { withWhy: boolean; note: string }) {
  const state = useConsole();
  const { vendor, session, place } = state;
  if (place.page.startsWith(ACCESS)) {
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
    <aside className="inspector" aria-label="Reasons and data">
      {withWhy && (
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
