import { useConsole } from "../state/context";
import { PLAYGROUND } from "../state/sections";
import { STARTS, type Start } from "./starts";

/** What one can begin with. Each is a link: the way back brings what was typed. */
export function StartLinks({ current, changed }: { current: Start; changed: boolean }) {
  const { hrefTo } = useConsole();
  return (
    <nav className="pg-starts" aria-label="Start from">
      <span aria-hidden="true">Start from</span>
      <ul className="chips">
        {STARTS.map(({ start, to }) => (
          <li key={start.id}>
            <a className="small" href={hrefTo({ ...to, page: PLAYGROUND })} aria-current={start === current && !changed ? "true" : undefined}>
              {start.title}
              <span className="sr-only"> {start.about}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
