import { useState } from "react";
import { useConsole } from "../state/context";
import { plural } from "../parts/reasons";
import { AddChanges } from "./AddChanges";
import type { FormProps } from "./form-props";
import { Choices, SelectField, TextField } from "../parts/fields";
import { permissionOptions, roleOptions, textOf } from "./options";

/** A role's own permissions anew; the change names those that it inherits too. It arrives at every holder but those whose permissions were customised. */
export function UpdateRoleForm({ start }: FormProps) {
  const state = useConsole();
  const { directory, catalog } = state.server;
  const [id, setId] = useState(textOf(start.role));
  const role = directory.roles().find((known) => known.id === id);
  const own = role?.permissions.filter((permission) => !permission.inheritedFrom).map((permission) => permission.id) ?? [];
  const [edited, setEdited] = useState<{ id: string; own: string[] } | null>(null);
  const chosen = edited?.id === id ? edited.own : own;
  const inherited = role?.permissions.filter((permission) => permission.inheritedFrom).map((permission) => permission.id) ?? [];
  const offered = catalog.permissions().filter((permission) => !inherited.includes(permission.id));
  const permissions = catalog.permissions().flatMap((permission) => (chosen.includes(permission.id) || inherited.includes(permission.id) ? [permission.id] : []));
  return (
    <AddChanges
      changes={[{ type: "update-role", role: id, permissions }]}
      missing={role ? "" : "Choose a role."}
    >
      <SelectField field="role" label="Role" value={id} options={roleOptions(state)} onChange={setId} empty="none yet" />
      {role && (
        <>
          <p className="muted">
            Revision {role.revision}. {plural(own.length, "permission")} of its own
            {inherited.length > 0 && `, and ${inherited.length} from ${role.inherits.join(", ")}, which stay`}.
          </p>
          <Choices
            field="permissions"
            legend="Its own permissions"
            options={permissionOptions(offered)}
            chosen={chosen}
            onChange={(next) => setEdited({ id, own: next })}
          />
        </>
      )}
    </AddChanges>
  );
}

/** A role of the tenant's own. */
export function DefineRoleForm({ start }: FormProps) {
  const { directory, catalog } = useConsole().server;
  const kinds = [...new Set(directory.roles().map((role) => role.kind))];
  const [id, setId] = useState(textOf(start.role));
  const [name, setName] = useState("");
  const [kind, setKind] = useState(kinds[0] ?? "");
  const [types, setTypes] = useState<string[]>([]);
  const [permissions, setPermissions] = useState<string[]>([]);
  const role = { id, name: name || id, kind, assignableAt: types, grants: permissions.map((permission) => ({ permission })) };
  const missing = [!id && "an id", types.length === 0 && "where it is assigned"].filter(Boolean);
  return (
    <AddChanges changes={[{ type: "define-role", role }]} missing={missing.length > 0 ? `Give ${missing.join(", ")}.` : ""}>
      <div className="fields">
        <TextField field="id" label="Id" value={id} onChange={setId} />
        <TextField field="name" label="Name" value={name} onChange={setName} />
        <SelectField field="kind" label="Kind" value={kind} options={kinds.map((one) => ({ value: one, label: one }))} onChange={setKind} />
        <Choices field="assignableAt" legend="Assigned at" options={catalog.scopeTypes().map((type) => ({ value: type.id, label: type.title }))} chosen={types} onChange={setTypes} />
      </div>
      <Choices field="permission" legend="Permissions" options={permissionOptions(catalog.permissions())} chosen={permissions} onChange={setPermissions} />
    </AddChanges>
  );
}
