import { Authority } from "../access/Authority";
import { useConsole, useMedia } from "../state/context";
import { CellDetail } from "./CellDetail";
import { cellKey } from "./use-turn";
import { PlanSwitch } from "./PlanSwitch";
import { ProjectGrid } from "./ProjectGrid";
import { ProjectList } from "./ProjectList";
import { useCells } from "./use-cells";
import { WayCounts } from "./WayCounts";
import "./projects.css";

const LAYOUTS = [
  { id: "grid", label: "Grid" },
  { id: "person", label: "By person" },
  { id: "project", label: "By project" },
] as const;

/** People by projects, project-level edit switched per cell, the seats live, and the plan that lifts the Owners. */
export function ProjectStory({ role, scopeTypes }: { role: string; scopeTypes: string[] }) {
  const state = useConsole();
  const { place, hrefTo } = state;
  const phone = useMedia("(max-width: 719px)");
  const cells = useCells(role, scopeTypes);
  const layouts = LAYOUTS.filter(({ id }) => !phone || id !== "grid");
  const layout = layouts.find(({ id }) => id === place.view.lay)?.id ?? layouts[0]?.id;
  const [who, where] = (place.view.cell ?? "").split("~");
  const named = cells.people.some(({ id }) => id === who) && cells.projects.some(({ id }) => id === where);
  const first = cells.people.find(({ id }) => id === place.principal) ?? cells.people[0];
  const active = named ? cells.at(who!, where!) : cells.at(first!.id, cells.projects[0]!.id);
  return (
    <>
      <p className="lead">
        A role in a workspace holds for all of its projects. An override gives one person edit at one project, and the seat that goes with it. The
        plan of the organization decides how far the Owners reach.
      </p>
      <section className="section" aria-labelledby="plan">
        <h2 id="plan" tabIndex={-1}>
          The plan
        </h2>
        <div className="panel plan-wide">
          <PlanSwitch />
        </div>
      </section>
      <section className="section" aria-labelledby="people-and-projects">
        <h2 id="people-and-projects" tabIndex={-1}>
          People and projects
        </h2>
        <div className="toolbar">
          <Authority />
          <nav className="segmented" aria-label="Layout">
            {layouts.map(({ id, label }) => (
              <a key={id} href={hrefTo({ view: { ...place.view, lay: id } })} aria-current={id === layout ? "true" : undefined}>
                {label}
              </a>
            ))}
          </nav>
        </div>
        <WayCounts cells={cells} />
        {layout === "grid" ? (
          <div className="grid-and-detail">
            <ProjectGrid cells={cells} active={active} />
            <CellDetail key={cellKey(active)} cell={active} />
          </div>
        ) : (
          <ProjectList cells={cells} by={layout === "project" ? "project" : "person"} active={active} />
        )}
      </section>
    </>
  );
}
