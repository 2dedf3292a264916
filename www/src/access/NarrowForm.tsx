import { useState } from "react";
import { principalName, useConsole } from "../state/context";
import { AddChanges } from "./AddChanges";
import type { FormProps } from "./form-props";
import { Choices, SelectField } from "../parts/fields";
import { keyOf, sameKey } from "./offers";
import { permissionOptions, rowOf, rowOptions, textOf } from "./options";

/** Fewer permissions of a role for one person: a check box for each that the role has today. */
export function NarrowForm({ start }: FormProps) {
  const state = useConsole();
  const { server } = state;
  const { directory } = server;
  const all = directory.roleAssignments();
  // A person alone may be named: then it is one of this person's roles.
  const own = all.filter((row) => row.principal === textOf(start.principal));
  const [id, setId] = useState(() => rowOf(all, start) || (own.length === 1 ? own[0]!.id : ""));
  const row = all.find((other) => other.id === id);
  const role = row && directory.role(row.role);
  const today = role ? role.permissions.map((permission) => permission.id) : [];
  const override = row && directory.overrides().find((other) => other.mode === "narrow" && sameKey(other, row));
  const held = today.filter((permission) => !override || override.permissions?.includes(permission));
  const [edited, setEdited] = useState<{ id: string; left: string[] } | null>(null);
  const left = edited?.id === id ? edited.left : held;
  const gone = override?.permissions?.filter((permission) => !today.includes(permission)) ?? [];
  return (
    <AddChanges
      changes={row ? [{ type: "narrow", ...keyOf(row), permissions: today.filter((permission) => left.includes(permission)) }] : []}
      missing={row ? "" : "Choose a role assignment."}
    >
      <SelectField field="role" label="Role assignment" value={id} options={rowOptions(state, all)} onChange={setId} empty="none yet" />
      {row && role && (
        <>
          <p className="muted">
            {principalName(state, row.principal)} keeps what is checked. From then on updates of {role.name} do not arrive here.
            {gone.length > 0 && ` No longer in the role, so lost when this is saved: ${gone.join(", ")}.`}
          </p>
          <Choices
            field="permissions"
            legend={`Permissions of ${role.name}`}
            options={permissionOptions(server.catalog.permissions().filter((permission) => today.includes(permission.id)))}
            chosen={left}
            onChange={(next) => setEdited({ id, left: next })}
          />
        </>
      )}
    </AddChanges>
  );
}
