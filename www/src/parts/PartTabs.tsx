import type { ReactNode } from "react";

export interface PartTab {
  title: string;
  href: string;
  /** What is open: this part as a whole, or something inside of it. */
  current: "page" | "true" | undefined;
  /** Stands after the title. */
  mark?: ReactNode;
}

/** The parts of a section, each a link. */
export function PartTabs({ label, tabs }: { label: string; tabs: readonly PartTab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ title, href, current, mark }) => (
        <a key={title} href={href} aria-current={current}>
          {title}
          {mark}
        </a>
      ))}
    </nav>
  );
}
