import type { Change, Override } from "rolescope/slim";
import { errorsOf, keyOf } from "../access/offers";
import { withSaved } from "../state/address";
import { actorOf, principalName, roleName, useConsole } from "../state/context";

/** What brings a customised user back to the role. */
export function returning(override: Override): Change {
  return { type: "clear-override", ...keyOf(override) };
}

export function ReturnButton({ override, describedBy }: { override: Override; describedBy?: string }) {
  const state = useConsole();
  const { server, place, goTo } = state;
  const change = returning(override);
  const refused = errorsOf(server.simulate([change], actorOf(state)).issues).length > 0;
  const name = principalName(state, override.principal);
  const make = () =>
    goTo(
      { ...withSaved(place, { changes: [change], by: actorOf(state) }), view: { ...place.view, at: override.scope, who: override.principal } },
      `${name} is back at ${roleName(state, override.role)} as it is today.`,
    );
  return (
    <button type="button" className="small" aria-disabled={refused || undefined} aria-describedby={describedBy} onClick={() => !refused && make()}>
      Return to the role<span className="sr-only">: {name}</span>
    </button>
  );
}
