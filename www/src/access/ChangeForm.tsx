import { useEffect, useRef, type ComponentType } from "react";
import type { Change } from "rolescope/slim";
import { withForm } from "../state/address";
import { useConsole } from "../state/context";
import { Icon } from "../parts/Icon";
import type { FormProps } from "./form-props";
import { AssignForm } from "./AssignForm";
import { ClearForm, TransferForm, UnassignForm } from "./RowForms";
import { NarrowForm } from "./NarrowForm";
import { AddPrincipalForm, RemovePrincipalForm, SetActiveForm } from "./PersonForms";
import { DefineRoleForm, UpdateRoleForm } from "./RoleForms";
import { CreateScopeForm, MoveScopeForm, RemoveScopeForm, SetAttributeForm } from "./ScopeForms";
import { WidenForm } from "./WidenForm";

interface Kind {
  type: Change["type"];
  label: string;
  Form: ComponentType<FormProps>;
}

/** Every type of change that there is. Whether this catalog allows one, the engine says. */
const KINDS: { title: string; kinds: Kind[] }[] = [
  {
    title: "Roles of people",
    kinds: [
      { type: "assign", label: "Assign roles", Form: AssignForm },
      { type: "unassign", label: "Take a role away", Form: UnassignForm },
      { type: "transfer", label: "Transfer a role, such as ownership", Form: TransferForm },
    ],
  },
  {
    title: "Overrides",
    kinds: [
      { type: "narrow", label: "Narrow a role for one person", Form: NarrowForm },
      { type: "widen", label: "Widen: one more role at one scope", Form: WidenForm },
      { type: "clear-override", label: "Clear an override", Form: ClearForm },
    ],
  },
  {
    title: "Scopes",
    kinds: [
      { type: "create-scope", label: "Create a scope", Form: CreateScopeForm },
      { type: "set-attribute", label: "Set an attribute, such as the plan", Form: SetAttributeForm },
      { type: "move-scope", label: "Move a scope", Form: MoveScopeForm },
      { type: "remove-scope", label: "Remove a scope", Form: RemoveScopeForm },
    ],
  },
  {
    title: "People",
    kinds: [
      { type: "add-principal", label: "Add a person", Form: AddPrincipalForm },
      { type: "set-active", label: "Activate or deactivate a person", Form: SetActiveForm },
      { type: "remove-principal", label: "Remove a person", Form: RemovePrincipalForm },
    ],
  },
  {
    title: "Roles themselves",
    kinds: [
      { type: "update-role", label: "Update a role", Form: UpdateRoleForm },
      { type: "define-role", label: "Define a role", Form: DefineRoleForm },
    ],
  },
];

/** One form for each type of change. What it makes goes into the change set. */
export function ChangeForm({ start }: FormProps) {
  const { place, hrefTo, becomes } = useConsole();
  const heading = useRef<HTMLHeadingElement>(null);
  const picked = useRef(false);
  const { form: opened = "", ...rest } = place.view;
  useEffect(() => {
    // A form that a link opened takes the focus. One chosen from the list leaves it there.
    if (!picked.current) heading.current?.focus();
    picked.current = false;
  }, [opened]);
  const kind = KINDS.flatMap(({ kinds }) => kinds).find(({ type }) => type === start.type);
  const pick = (type: string) => {
    picked.current = true;
    becomes(withForm(place, { ...start, type: type as Change["type"] }));
  };
  return (
    <section className="panel form" aria-labelledby="form-heading">
      <header className="group-head">
        <h2 id="form-heading" ref={heading} tabIndex={-1}>
          Add a change
        </h2>
        <a className="icon-button" href={hrefTo({ view: rest })}>
          <Icon name="close" />
          <span className="sr-only">Close the form</span>
        </a>
      </header>
      <div className="field">
        <label htmlFor="form-type">What to change</label>
        <select id="form-type" value={kind?.type ?? ""} onChange={(event) => pick(event.target.value)}>
          {!kind && <option value="">{start.type}</option>}
          {KINDS.map(({ title, kinds }) => (
            <optgroup key={title} label={title}>
              {kinds.map(({ type, label }) => (
                <option key={type} value={type}>
                  {label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      {kind ? <kind.Form key={opened} start={start} /> : <p className="muted">There is no such change.</p>}
    </section>
  );
}
