import type { ReactNode } from "react";
import { plural } from "../parts/reasons";
import type { EditorHandle } from "./editor/Editor";
import type { Problem } from "./problems";
import { Words } from "../parts/Words";

/** How many are listed: a text that is wrong from end to end has thousands. */
const SHOWN = 50;

interface Props {
  title: string;
  problems: readonly Problem[];
  /** Whether the text waits for the other one. */
  waits: boolean;
  editor: () => EditorHandle | null;
  children?: ReactNode;
}

/** What the engine says of a text, each with the way to its place. */
export function ProblemList({ title, problems, waits, editor, children }: Props) {
  return (
    <div className="pg-problems">
      <div className="pg-count">
        <p role="status">
          <span className="sr-only">{title}: </span>
          {waits ? "Waits for a catalog that loads." : countOf(problems)}
        </p>
        {children}
      </div>
      {problems.length > 0 && (
        <div className="pg-issues" role="region" aria-label={`Problems of the ${title.toLowerCase()}`} tabIndex={0}>
          <ul className="issues">
            {problems.slice(0, SHOWN).map((problem, index) => (
              <li key={index} className={`issue issue-${problem.severity}`}>
                <ProblemText problem={problem} />
                <span className="pg-ways">
                  <button type="button" className="small" onClick={() => editor()?.show(problem.from)}>
                    Line {problem.line}
                  </button>
                  {problem.fix && <FixButton fix={problem.fix} editor={editor} />}
                </span>
              </li>
            ))}
            {problems.length > SHOWN && <li className="muted">and {problems.length - SHOWN} more</li>}
          </ul>
        </div>
      )}
    </div>
  );
}

function ProblemText({ problem: { code, message, hint, fix } }: { problem: Problem }) {
  return (
    <span>
      <code className="code">{code}</code> <Words text={message} />
      {hint && !fix && (
        <>
          {" "}
          (<Words text={hint} />)
        </>
      )}
    </span>
  );
}

function FixButton({ fix, editor }: { fix: NonNullable<Problem["fix"]>; editor: () => EditorHandle | null }) {
  return (
    <button type="button" className="small" onClick={() => editor()?.mend(fix)}>
      <span>
        Use <code className="code-text">{fix.name}</code>
      </span>
    </button>
  );
}

function countOf(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const parts = [errors > 0 && plural(errors, "problem"), warnings > 0 && plural(warnings, "warning")].filter((part) => part !== false);
  return parts.length > 0 ? `${parts.join(", ")}.` : "No problems.";
}
