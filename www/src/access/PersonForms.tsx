import { useState } from "react";
import { useConsole } from "../state/context";
import { AddChanges } from "./AddChanges";
import type { FormProps } from "./form-props";
import { SelectField, TextField } from "../parts/fields";
import { peopleOptions, textOf } from "./options";

export function AddPrincipalForm({ start }: FormProps) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [id, setId] = useState(textOf(start.principal));
  return (
    <AddChanges
      changes={[{ type: "add-principal", principal: { id, ...(name && { name }), ...(email && { email }) } }]}
      missing={id ? "" : "Give an id."}
    >
      <div className="fields">
        <TextField field="id" label="Id" value={id} onChange={setId} />
        <TextField field="name" label="Name" value={name} onChange={setName} />
        <TextField field="email" label="Email" type="email" value={email} onChange={setEmail} />
      </div>
    </AddChanges>
  );
}

export function SetActiveForm({ start }: FormProps) {
  const state = useConsole();
  const [principal, setPrincipal] = useState(textOf(start.principal));
  const active = state.server.directory.principals().find(({ id }) => id === principal)?.active ?? true;
  return (
    <AddChanges changes={[{ type: "set-active", principal, active: !active }]} missing={principal ? "" : "Choose a person."}>
      <SelectField field="principal" label="Person" value={principal} options={peopleOptions(state)} onChange={setPrincipal} empty="none yet" />
      {principal && <p className="muted">{active ? "Active now: this deactivates." : "Inactive now: this activates."}</p>}
    </AddChanges>
  );
}

export function RemovePrincipalForm({ start }: FormProps) {
  const state = useConsole();
  const [principal, setPrincipal] = useState(textOf(start.principal));
  return (
    <AddChanges changes={[{ type: "remove-principal", principal }]} missing={principal ? "" : "Choose a person."}>
      <SelectField field="principal" label="Person" value={principal} options={peopleOptions(state)} onChange={setPrincipal} empty="none yet" />
    </AddChanges>
  );
}
