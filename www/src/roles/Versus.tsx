import type { ReactNode } from "react";

interface Part {
  key: "only-a" | "both" | "only-b";
  title: string;
  count: number;
  /** What is in it; said where there is nothing: `nothing`. */
  children: ReactNode;
}

/** What one has, both have, and the other has, side by side. */
export function Versus({ parts, nothing }: { parts: readonly Part[]; nothing: string }) {
  return (
    <div className="versus-columns">
      {parts.map(({ key, title, count, children }) => (
        <section key={key} className="panel" aria-label={`${title}: ${count}`}>
          <h3>
            <span className={`versus-key ${key}`} aria-hidden="true" />
            {title} <span className="muted">{count}</span>
          </h3>
          {count === 0 ? <p className="muted">{nothing}</p> : children}
        </section>
      ))}
    </div>
  );
}
