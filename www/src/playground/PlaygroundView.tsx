import { Tabs } from "@base-ui/react/tabs";
import { useCallback, useEffect, useRef } from "react";
import { Switch } from "../parts/Switch";
import { useConsole } from "../state/context";
import type { Known } from "./ids";
import { LinkButton } from "./LinkButton";
import { Results } from "./results/Results";
import { startOf } from "./starts";
import { StartLinks } from "./StartLinks";
import { TextPanel } from "./TextPanel";
import { TEXT_NAMES, TITLES, type TextName } from "./texts";
import { useJudged } from "./use-judged";
import { useTexts, type TextState } from "./use-texts";
import "./playground.css";

/** A catalog and a directory to be written, and what they answer. */
export function PlaygroundView() {
  const texts = useTexts();
  return (
    <article className="page playground">
      <header className="page-head">
        <h1 tabIndex={-1}>Playground</h1>
        <p className="lead">
          A catalog says what roles there are, a directory who has them. Write in either, and the answers follow.{" "}
          <span className="pg-keys">Ctrl and space completes, F8 goes to the next problem, Tab leaves the editor.</span>
        </p>
      </header>
      {texts ? <Workshop texts={texts} /> : <p className="loading">Opening the texts…</p>}
    </article>
  );
}

function Workshop({ texts }: { texts: TextState }) {
  const { place, becomes, wide } = useConsole();
  const { view } = place;
  const lenient = view.lenient === "on";
  const verdict = useJudged(texts.texts, lenient, texts.generation);
  const known = useRef<Known>({ catalog: null, directory: null });
  useEffect(() => {
    known.current = { catalog: verdict.catalog, directory: verdict.last?.directory ?? null };
  });
  const getKnown = useCallback(() => known.current, []);
  const refused = !verdict.waits && verdict.problems.directory.some(({ severity, code }) => severity === "error" && code !== "invalid-json");
  const shown = view.text === "directory" ? "directory" : "catalog";

  const panel = (name: TextName) => (
    <TextPanel
      name={name}
      text={texts.texts[name]}
      generation={texts.generation}
      problems={verdict.problems[name]}
      waits={name === "directory" && verdict.waits}
      known={getKnown}
      onChange={(text) => texts.edit(name, text)}
    >
      {name === "directory" && (lenient || refused) && (
        <Switch label="Set bad rows aside" on={lenient} onChange={(on) => becomes({ view: { ...view, lenient: on ? "on" : "" } })} />
      )}
    </TextPanel>
  );

  return (
    <>
      <div className="pg-bar">
        <StartLinks current={startOf(place)} changed={TEXT_NAMES.some((name) => texts.texts[name] !== texts.origin[name])} />
        <LinkButton texts={texts} />
      </div>
      {texts.broken && <p className="note">The texts in this link cannot be read: it may have been cut. These are the texts to start from.</p>}
      <div className={wide ? "pg-desk pg-desk-wide" : "pg-desk"}>
        {wide ? (
          TEXT_NAMES.map((name) => <div key={name} className="pg-column">{panel(name)}</div>)
        ) : (
          <Tabs.Root value={shown} onValueChange={(text) => becomes({ view: { ...view, text: text === "catalog" ? "" : text } })}>
            <Tabs.List className="tabs pg-tabs" aria-label="Texts">
              {TEXT_NAMES.map((name) => (
                <Tabs.Tab key={name} value={name}>
                  {TITLES[name]}
                  <ProblemCount count={verdict.problems[name].length} />
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {TEXT_NAMES.map((name) => (
              <Tabs.Panel key={name} value={name} keepMounted>
                {panel(name)}
              </Tabs.Panel>
            ))}
          </Tabs.Root>
        )}
        <Results last={verdict.last} current={verdict.current} />
      </div>
    </>
  );
}

function ProblemCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <>
      {" "}
      <span className="count">
        {count}
        <span className="sr-only"> to look at</span>
      </span>
    </>
  );
}
