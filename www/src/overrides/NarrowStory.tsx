import { Authority } from "../access/Authority";
import { principalName, useConsole } from "../state/context";
import { plural } from "../parts/reasons";
import { NarrowUser } from "./NarrowUser";
import { Returns } from "./Returns";
import { RoleUpdate } from "./RoleUpdate";

/** Narrow, update, return: one user deviates from a role, the role moves on, and the user comes back to it. */
export function NarrowStory() {
  const state = useConsole();
  const { server } = state;
  const customised = server.directory.overrides().filter((row) => row.mode === "narrow");
  const drifted = server.directory.review().filter((issue) => issue.code === "drifted");
  return (
    <>
      <p className="lead">
        One user can be left fewer permissions than the role has. From then on the role&rsquo;s updates no longer arrive at this user. Of{" "}
        {plural(server.directory.principals().length, "person", "people")} in {state.vendor.tenantName} {customised.length} are customised, and the role
        of {drifted.length} of them has changed since.
      </p>
      <Authority />
      <NarrowUser />
      <RoleUpdate />
      <Returns />
      <p className="muted">
        Signed in is {principalName(state)}. Every switch on this page is a change set that the engine judges before it is made, and the data of the
        whole demo follow it.
      </p>
    </>
  );
}
