import { useState } from "react";
import { useConsole } from "../context";
import { AddChanges } from "./AddChanges";
import type { FormProps } from "./ChangeForm";
import { Choices } from "./fields";
import { keyOf } from "./offers";
import { peopleOptions, rowOf, rowOptions, textOf } from "./options";

/** Takes one role assignment away. */
export function UnassignForm({ start }: FormProps) {
  const state = useConsole();
  const rows = state.server.directory.roleAssignments();
  const [id, setId] = useState(() => rowOf(rows, start));
  const row = rows.find((other) => other.id === id);
  return (
    <>
      <Choices single legend="Role assignment" options={rowOptions(state, rows)} chosen={[id]} onChange={([next = ""]) => setId(next)} />
      <AddChanges changes={row ? [{ type: "unassign", ...keyOf(row) }] : []} missing={row ? "" : "Choose a role assignment."} />
    </>
  );
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
    <>
      <div className="fields">
        <Choices single legend="Role to hand over" options={rowOptions(state, rows)} chosen={[id]} onChange={([next = ""]) => setId(next)} />
        <Choices single legend="To" options={peopleOptions(state)} chosen={[to]} onChange={([next = ""]) => setTo(next)} />
      </div>
      <AddChanges
        changes={row ? [{ type: "transfer", role: row.role, scope: row.scope, from: row.principal, to }] : []}
        missing={missing.length > 0 ? `Choose ${missing.join(", ")}.` : ""}
      />
    </>
  );
}

/** Takes an override away. What it narrowed or widened counts as the roles say. */
export function ClearForm({ start }: FormProps) {
  const state = useConsole();
  const rows = state.server.directory.overrides();
  const [id, setId] = useState(() => rowOf(rows, start));
  const row = rows.find((other) => other.id === id);
  return (
    <>
      <Choices single legend="Override" options={rowOptions(state, rows)} chosen={[id]} onChange={([next = ""]) => setId(next)} />
      <AddChanges changes={row ? [{ type: "clear-override", ...keyOf(row) }] : []} missing={row ? "" : "Choose an override."} />
    </>
  );
}
