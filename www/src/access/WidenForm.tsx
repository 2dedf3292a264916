import { useState } from "react";
import type { Change } from "rolescope/slim";
import { actorOf, useConsole } from "../state/context";
import { Message } from "../parts/Message";
import { AddChanges } from "./AddChanges";
import type { FormProps } from "./form-props";
import { ALWAYS, Choices, PeriodFields, written } from "../parts/fields";
import { errorsOf } from "./offers";
import { peopleOptions, roleOptions, scopeOptions, textOf } from "./options";

/** One more role for one person at one scope below. */
export function WidenForm({ start }: FormProps) {
  const state = useConsole();
  const { server, place } = state;
  const [principal, setPrincipal] = useState(textOf(start.principal));
  const [scope, setScope] = useState(textOf(start.scope) || place.scope);
  const [role, setRole] = useState(textOf(start.role));
  const [period, setPeriod] = useState(ALWAYS);
  const widen = (to: string): Change => ({ type: "widen", principal, scope, role: to, ...written(period) });
  const ready = principal !== "" && scope !== "";
  const roles = roleOptions(state).map((option) => {
    const [refusal] = ready ? errorsOf(server.simulate([widen(option.value)], actorOf(state)).issues) : [];
    return {
      ...option,
      note: refusal && (
        <>
          <code className="code">{refusal.code}</code> <Message text={refusal.message} />
        </>
      ),
    };
  });
  const missing = [!principal && "a person", !scope && "a scope", !role && "a role"].filter(Boolean);
  return (
    <AddChanges changes={[widen(role)]} missing={missing.length > 0 ? `Choose ${missing.join(", ")}.` : ""}>
      <div className="fields">
        <Choices single field="principal" legend="Person" options={peopleOptions(state)} chosen={[principal]} onChange={([next = ""]) => setPrincipal(next)} />
        <Choices single field="scope" legend="Scope" options={scopeOptions(state)} chosen={[scope]} onChange={([next = ""]) => setScope(next)} />
      </div>
      <Choices single field="role" legend="Role" options={roles} chosen={[role]} onChange={([next = ""]) => setRole(next)} />
      <PeriodFields period={period} onChange={setPeriod} />
    </AddChanges>
  );
}
