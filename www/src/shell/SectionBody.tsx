import { lazy, Suspense, useEffect } from "react";
import { PageBody } from "../console/PageBody";
import { useConsole } from "../state/context";
import { sectionOf, type SectionId } from "../state/sections";
import { SectionBoundary } from "./SectionBoundary";

/** Each section is fetched when it is opened first; what runs offline was fetched before. */
const BODIES = {
  overrides: lazy(() => import("../overrides/OverridesView").then(({ OverridesView }) => ({ default: OverridesView }))),
  access: lazy(() => import("../access/AccessView").then(({ AccessView }) => ({ default: AccessView }))),
  roles: lazy(() => import("../roles/RolesView").then(({ RolesView }) => ({ default: RolesView }))),
  questions: lazy(() => import("../questions/QuestionsView").then(({ QuestionsView }) => ({ default: QuestionsView }))),
  playground: lazy(() => import("../playground/PlaygroundView").then(({ PlaygroundView }) => ({ default: PlaygroundView }))),
  speed: lazy(() => import("../speed/SpeedView").then(({ SpeedView }) => ({ default: SpeedView }))),
} satisfies Record<Exclude<SectionId, "console">, unknown>;

/** The main area: a page of the console, or another section. `onOpen` is called once a section that had to be fetched is there. */
export function SectionBody({ onOpen }: { onOpen: () => void }) {
  const { place } = useConsole();
  const { id, title } = sectionOf(place.page);
  if (id === "console") return <PageBody />;
  const Body = BODIES[id];
  return (
    <SectionBoundary key={id} title={title}>
      <Suspense fallback={<p className="loading">Opening {title}…</p>}>
        <Body />
        <Opened onOpen={onOpen} />
      </Suspense>
    </SectionBoundary>
  );
}

function Opened({ onOpen }: { onOpen: () => void }) {
  useEffect(onOpen, [onOpen]);
  return null;
}
