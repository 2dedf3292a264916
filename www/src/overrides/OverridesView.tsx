import { useRef } from "react";
import { PageHead } from "../console/PageHead";
import { NarrowStory } from "./NarrowStory";
import { NoOverrides } from "./NoOverrides";
import { usePolicy } from "./policy";
import { ProjectStory } from "./ProjectStory";
import { StepBar } from "./StepBar";
import { useFocusKept } from "./use-focus-kept";
import "./overrides.css";

/** What deviates from the roles for one person: narrowed inside a role, or widened at one project. The catalog decides which. */
export function OverridesView() {
  const { narrows, widening } = usePolicy();
  const page = useRef<HTMLElement>(null);
  useFocusKept(page);
  return (
    <article ref={page} className="page overrides">
      <PageHead title="Overrides" />
      {narrows && <NarrowStory />}
      {widening && <ProjectStory role={widening.role} scopeTypes={widening.scopeTypes} />}
      {narrows || widening ? <StepBar /> : <NoOverrides />}
    </article>
  );
}
