import type { Issue } from "rolescope/slim";
import { Message } from "../parts/Message";

/** What the engine finds, in its own words: code, message, hint. The field of the change is named only where a form has no such field. */
export function IssueList({ issues, withField = false }: { issues: readonly Issue[]; withField?: boolean }) {
  if (issues.length === 0) return null;
  return (
    <ul className="issues">
      {issues.map((issue, index) => (
        <li key={index} className={`issue issue-${issue.severity}`}>
          <code className="code">{issue.code}</code>{" "}
          {withField && typeof issue.path[1] === "string" && <span className="issue-field">in “{issue.path[1]}”: </span>}
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
