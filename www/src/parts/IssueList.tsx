import type { Issue } from "rolescope/slim";
import { Message } from "../parts/Message";

/** What the engine finds, in its own words: code, message, hint. Beside a field, the field is not named once more. */
export function IssueList({ issues, beside = false }: { issues: readonly Issue[]; beside?: boolean }) {
  if (issues.length === 0) return null;
  return (
    <ul className="issues">
      {issues.map((issue, index) => (
        <li key={index} className={`issue issue-${issue.severity}`}>
          <code className="code">{issue.code}</code>{" "}
          {!beside && typeof issue.path[1] === "string" && <span className="issue-field">in “{issue.path[1]}”: </span>}
          <Message text={issue.message} />
          {issue.hint && (
            <>
              {" "}
              <span className="muted">
                (<Message text={issue.hint} />)
              </span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
