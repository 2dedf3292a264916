import type { ReactNode } from "react";
import { withForm, type FormStart } from "../state/address";
import { useConsole } from "../state/context";

interface Props {
  label: string;
  /** How many there are, in words. */
  count: string;
  /** What the button beside the count begins. */
  add: FormStart["type"];
  addLabel: string;
  children: ReactNode;
}

/** All of one kind in the tenant: how many, a way to add one, and a row for each. */
export function TenantList({ label, count, add, addLabel, children }: Props) {
  const { place, hrefTo } = useConsole();
  return (
    <section className="section" aria-label={label}>
      <div className="toolbar">
        <p className="muted">{count} in the tenant</p>
        <a className="button" href={hrefTo(withForm(place, { type: add }))}>
          {addLabel}
        </a>
      </div>
      <div className="group">
        <ul className="rows">{children}</ul>
      </div>
    </section>
  );
}
