import type { ReactNode } from "react";
import { PermissionId } from "./PermissionId";

interface Props {
  /** Whose access changes, and where. */
  title: ReactNode;
  gained: readonly string[];
  lost: readonly string[];
}

/** What comes and what goes: counted, and named on request. */
export function GainsAndLosses({ title, gained, lost }: Props) {
  return (
    <details className="diff">
      <summary>
        {title}
        <span className="diff-counts">
          {gained.length > 0 && <span className="gain">gains {gained.length}</span>}
          {lost.length > 0 && <span className="loss">loses {lost.length}</span>}
          {gained.length + lost.length === 0 && <span>changes no access now</span>}
        </span>
      </summary>
      <ul className="diff-list">
        {gained.map((id) => (
          <li key={id} className="gain">
            + <PermissionId id={id} />
          </li>
        ))}
        {lost.map((id) => (
          <li key={id} className="loss">
            − <PermissionId id={id} />
          </li>
        ))}
      </ul>
    </details>
  );
}
