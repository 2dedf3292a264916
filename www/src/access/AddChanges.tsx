import { useMemo, useState, type ReactNode } from "react";
import type { Change, Issue } from "rolescope/slim";
import { actorOf, useConsole, type ConsoleContext } from "../state/context";
import { fieldOf, FormIssuesContext, type FormIssues } from "../parts/field-issues";
import { plural } from "../parts/reasons";
import { IssueList } from "../parts/IssueList";
import { addedText, verdictText } from "./words";

interface Props {
  changes: readonly Change[];
  /** What the form still lacks; empty when it is complete. */
  missing: string;
  /** The fields. Each shows what the engine finds in it. */
  children: ReactNode;
}

/** A form: its fields, what the engine says to the change that they make, and the button that puts it into the change set. */
export function AddChanges({ changes, missing, children }: Props) {
  const state = useConsole();
  const issues = missing ? [] : issuesOf(state, changes);
  const [claimed, setClaimed] = useState<readonly string[]>([]);
  const claim = useMemo<FormIssues["claim"]>(
    () => (field) => {
      setClaimed((fields) => [...fields, field]);
      return () => setClaimed((fields) => fields.toSpliced(fields.indexOf(field), 1));
    },
    [],
  );
  const form = { of: (field: string) => issues.filter((issue) => fieldOf(issue) === field), claim };
  return (
    <FormIssuesContext value={form}>
      {children}
      {missing ? (
        <p className="muted" role="status">
          {missing}
        </p>
      ) : (
        <Verdict changes={changes} issues={issues} elsewhere={issues.filter((issue) => !claimed.includes(fieldOf(issue)))} />
      )}
    </FormIssuesContext>
  );
}

/** Whether it would be taken, what stands beside no field, and the button. */
function Verdict({ changes, issues, elsewhere }: { changes: readonly Change[]; issues: readonly Issue[]; elsewhere: readonly Issue[] }) {
  const state = useConsole();
  const { place, goTo } = state;
  const { verdict, who } = verdictText(state, issues, actorOf(state));
  const add = () => {
    const { form: _, ...view } = place.view;
    goTo({ draft: [...place.draft, ...changes], view }, addedText(state, changes));
  };
  return (
    <div className="stack">
      <div role="status">
        <p>
          <strong>{verdict}</strong>
          <span className="muted">{who}</span>
          {issues.length > elsewhere.length && <span className="muted">; what was found stands beside its field</span>}
        </p>
        <IssueList issues={elsewhere} withField />
      </div>
      <p>
        <button type="button" className="button button-main" onClick={add}>
          Add to the change set
          {changes.length > 1 && ` (${plural(changes.length, "change")})`}
        </button>
      </p>
    </div>
  );
}

/** What is found because of the new changes: what points at one, and what stands at no change and was not there before. */
function issuesOf(state: ConsoleContext, changes: readonly Change[]): Issue[] {
  const { server, place } = state;
  const actor = actorOf(state);
  const before = server.simulate(place.draft, actor).issues;
  return server
    .simulate([...place.draft, ...changes], actor)
    .issues.filter(({ path, message }) => (typeof path[0] === "number" ? path[0] >= place.draft.length : !before.some((issue) => issue.message === message)));
}
