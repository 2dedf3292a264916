import type { PageState } from "rolescope/slim";
import { Breakable } from "../parts/Breakable";
import { useConsole } from "../state/context";
import { pageAddress } from "./pages";

/** Pages as cards that lead to them. */
export function PageCards({ pages }: { pages: readonly PageState[] }) {
  const { hrefTo } = useConsole();
  return (
    <ul className="cards">
      {pages.map((page) => (
        <li key={page.id}>
          <a className="card card-link" href={hrefTo({ page: pageAddress(page) })}>
            <strong>{page.title}</strong>
            <span className="muted">
              <Breakable text={page.path} after="/" />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
