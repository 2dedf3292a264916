import { HowMeasured } from "./HowMeasured";
import { Results } from "./Results";
import { RunControls } from "./RunControls";
import { useRun } from "./use-run";
import { agreed } from "./words";
import { SHAPE } from "./world";
import "./speed.css";

/** The checks in the visitor's own browser, beside CASL and a plain Set. */
export function SpeedView() {
  const { run, start, stop } = useRun();
  const { accounts, subaccounts, roles, rolePermissions, permissions, assignments } = SHAPE;
  const { agreement, results } = run;
  return (
    <article className="page">
      <header className="page-head">
        <h1 tabIndex={-1}>Speed</h1>
        <p className="lead">
          How long one check takes here, in your browser: rolescope beside CASL and a plain Set, on the same questions. Nothing is shown that this page has not
          measured.
        </p>
      </header>
      <p className="speed-world">
        One organization, {accounts} accounts × {subaccounts} subaccounts, {roles} roles of {rolePermissions.min} to {rolePermissions.max} out of {permissions}{" "}
        permissions, one person with {assignments} role assignments. The same workload as <code className="code">npm run bench</code>, made by the same code.
      </p>
      <RunControls run={run} start={start} stop={stop} />
      {agreed(run) && <p className="speed-agreed">{agreed(run)}</p>}
      {agreement && agreement.differences.length > 0 && (
        <ul className="speed-differs">
          {agreement.differences.map((difference) => (
            <li key={difference}>{difference}</li>
          ))}
        </ul>
      )}
      {results && <Results results={results} />}
      <HowMeasured results={results} />
    </article>
  );
}
