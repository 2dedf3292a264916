import { useMemo } from "react";
import type { VendorId } from "../state/vendor-id";
import { SelectField } from "../parts/fields";
import { ManyPicker } from "../parts/ManyPicker";
import { plural } from "../parts/reasons";
import { useConsole } from "../state/context";
import { permissionItems } from "./role-items";
import { RoleSetCard } from "./RoleSetCard";
import { tenantCatalog } from "./tenant-catalog";

/** A task or two for each vendor, to begin with. */
const EXAMPLES: Record<VendorId, string[][]> = {
  twilio: [["studio.flows.create", "email.settings.update"], ["phone-numbers.inventory.buy"], ["messaging.whatsapp-senders.read", "messaging.rcs-senders.read"]],
  studio: [["tasks.tasks.delete"], ["manage.users.assign"]],
  voiceflow: [["project.content.edit"], ["billing.subscription.manage"]],
};

/** The least roles that bring what is wanted, those with the fewest other permissions first. */
export function LeastRoles() {
  const { server, place, vendor, becomes, hrefTo } = useConsole();
  const catalog = tenantCatalog(server);
  const types = catalog.scopeTypes().filter(({ id }) => catalog.roles({ scopeType: id }).length > 0);
  const type = types.find(({ id }) => id === place.view.at)?.id ?? types.at(-1)?.id ?? "";
  const all = catalog.permissions();
  const items = useMemo(() => permissionItems(all), [all]);
  const written = place.view.want ?? "";
  const want = useMemo(() => written.split(" ").filter((id) => all.some((permission) => permission.id === id)), [written, all]);
  const sets = useMemo(() => (want.length > 0 ? catalog.leastRoles({ permissions: want, scopeType: type }) : []), [catalog, want, type]);
  const choose = (view: Record<string, string>) => becomes({ view: { ...place.view, ...view } });
  return (
    <section className="section" aria-label="The least role for a task">
      <div className="want">
        <ManyPicker
          label="Permissions that are needed"
          noun="permissions"
          placeholder="Search, such as create flows"
          items={items}
          values={want}
          onChange={(ids) => choose({ want: ids.join(" ") })}
        />
        <SelectField label="To be assigned at" value={type} options={types.map(({ id, title }) => ({ value: id, label: title }))} onChange={(at) => choose({ at })} />
      </div>
      <p role="status" className={want.length > 0 && sets.length === 0 ? undefined : "muted"}>
        {want.length === 0
          ? "Choose what somebody needs, and the roles that bring it are listed, those that bring the least besides first."
          : sets.length === 0
            ? "No roles that are assigned there bring all of it."
            : `${plural(sets.length, "way")} to bring ${plural(want.length, "permission")}.`}
      </p>
      {want.length === 0 && (
        <ul className="examples">
          {EXAMPLES[vendor.id].map((ids) => (
            <li key={ids.join(" ")}>
              <a className="small" href={hrefTo({ view: { ...place.view, want: ids.join(" ") } })}>
                {ids.map((id) => all.find((permission) => permission.id === id)?.title ?? id).join(" and ")}
              </a>
            </li>
          ))}
        </ul>
      )}
      {sets.length > 0 && (
        <ol className="sets">
          {sets.map((set) => (
            <RoleSetCard key={set.roles.join(" ")} set={set} type={type} />
          ))}
        </ol>
      )}
    </section>
  );
}
