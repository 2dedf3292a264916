import { formatAddress } from "../state/address";
import { useConsole } from "../state/context";
import { PLAYGROUND } from "../state/sections";
import type { VendorId } from "../state/vendor-id";
import { STARTS, type Start } from "./starts";

/** What one can begin with. Each is a link: the way back brings what was typed. */
export function StartLinks({ current, changed }: { current: Start; changed: boolean }) {
  const { place, visits } = useConsole();
  // The texts begin anew; who is signed in and what was saved there stays as it was left.
  const at = (vendor: VendorId) => (vendor === place.vendor ? place : visits.placeOf(vendor, PLAYGROUND));
  return (
    <nav className="pg-starts" aria-label="Start from">
      <span aria-hidden="true">Start from</span>
      <ul className="chips">
        {STARTS.map(({ start, vendor = place.vendor, view }) => (
          <li key={start.id}>
            <a className="small" href={formatAddress({ ...at(vendor), page: PLAYGROUND, view })} aria-current={start === current && !changed ? "true" : undefined}>
              {start.title}
              <span className="sr-only"> {start.about}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
