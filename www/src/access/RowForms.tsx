import { useState } from "react";
import type { Change, Override, RoleAssignment } from "rolescope/slim";
import { useConsole } from "../state/context";
import { AddChanges } from "./AddChanges";
import type { FormProps } from "./form-props";
import { Choices } from "../parts/fields";
import { keyOf } from "./offers";
import { peopleOptions, rowOf, rowOptions, textOf } from "./options";

type Row = RoleAssignment | Override;

interface TakeFormProps extends FormProps {
  legend: string;
  missing: string;
  rows: Row[];
  change: (row: Row) => Change;
}

/** Chooses one row, and takes it away. */
function TakeForm({ start, legend, missing, rows, change }: TakeFormProps) {
  const state = useConsole();
  const [id, setId] = useState(() => rowOf(rows, start));
  const row = rows.find((other) => other.id === id);
  return (
    <AddChanges changes={row ? [change(row)] : []} missing={row ? "" : missing}>
      <Choices single legend={legend} options={rowOptions(state, rows)} chosen={[id]} onChange={([next = ""]) => setId(next)} />
    </AddChanges>
  );
}

/** Takes one role assignment away. */
export function UnassignForm({ start }: FormProps) {
  const rows = useConsole().server.directory.roleAssignments();
  return <TakeForm start={start} legend="Role assignment" missing="Choose a role assignment." rows={rows} change={(row) => ({ type: "unassign", ...keyOf(row) })} />;
}

/** Takes an override away. What it narrowed or widened counts as the roles say. */
export function ClearForm({ start }: FormProps) {
  const rows = useConsole().server.directory.overrides();
  return <TakeForm start={start} legend="Override" missing="Choose an override." rows={rows} change={(row) => ({ type: "clear-override", ...keyOf(row) })} />;
}

/** Hands a role over: the one who has it loses it in the same step. */
export function TransferForm({ start }: FormProps) {
  const state = useConsole();
  const rows = state.server.directory.roleAssignments();
  const [id, setId] = useState(() => rowOf(rows, { principal: start.from, role: start.role, scope: start.scope }));
  const [to, setTo] = useState(textOf(start.to));
  const row = rows.find((other) => other.id === id);
  const missing = [!row && "a role that somebody has", !to && "who gets it"].filter(Boolean);
  return (
    <AddChanges
      changes={row ? [{ type: "transfer", role: row.role, scope: row.scope, from: row.principal, to }] : []}
      missing={missing.length > 0 ? `Choose ${missing.join(", ")}.` : ""}
    >
      <div className="fields">
        <Choices single legend="Role to hand over" options={rowOptions(state, rows)} chosen={[id]} onChange={([next = ""]) => setId(next)} />
        <Choices single field="to" legend="To" options={peopleOptions(state)} chosen={[to]} onChange={([next = ""]) => setTo(next)} />
      </div>
    </AddChanges>
  );
}
