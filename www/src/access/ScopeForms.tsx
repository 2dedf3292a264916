import { useState } from "react";
import { scopeName, useConsole } from "../state/context";
import { AddChanges } from "./AddChanges";
import type { FormProps } from "./form-props";
import { SelectField, TextField } from "../parts/fields";
import { fold } from "../parts/fold";
import { peopleOptions, scopeOptions, textOf } from "./options";

/** A new scope below another, or at the top where its type may stand there. */
export function CreateScopeForm({ start }: FormProps) {
  const state = useConsole();
  const { directory, catalog } = state.server;
  const all = directory.scopes();
  const startParent = all.find((scope) => scope.id === start.parent);
  const types = catalog.scopeTypes();
  const [type, setType] = useState(types.find(({ parents }) => startParent && parents.includes(startParent.type))?.id ?? types.at(-1)?.id ?? "");
  const known = types.find(({ id }) => id === type);
  const parents = all.filter((scope) => known?.parents.includes(scope.type));
  const [parent, setParent] = useState(startParent?.id ?? "");
  const [name, setName] = useState("");
  const [id, setId] = useState("");
  const [creator, setCreator] = useState("");
  const [attributes, setAttributes] = useState<Record<string, string>>({});
  const standsAlone = known !== undefined && (known.root || known.parents.length === 0);
  const under = parents.some((scope) => scope.id === parent) ? parent : standsAlone ? "" : (parents[0]?.id ?? "");
  const kept = Object.fromEntries(Object.keys(known?.attributes ?? {}).flatMap((key) => (attributes[key] ? [[key, attributes[key]]] : [])));
  const written = id || suggested(type, name);
  return (
    <AddChanges
      changes={[
        {
          type: "create-scope",
          scope: { id: written, type, ...(under && { parent: under }), ...(name && { name }), ...(Object.keys(kept).length > 0 && { attributes: kept }) },
          ...(creator && { creator }),
        },
      ]}
      missing={written ? "" : "Give it a name."}
    >
      <div className="fields">
        <SelectField field="type" label="Type" value={type} options={types.map((one) => ({ value: one.id, label: one.title }))} onChange={setType} />
        <SelectField
          field="parent"
          label="In"
          value={under}
          options={parents.map((scope) => ({ value: scope.id, label: scopeName(state, scope.id) }))}
          onChange={setParent}
          empty={standsAlone ? "nothing: it stands alone" : undefined}
        />
        <TextField field="name" label="Name" value={name} onChange={setName} />
        <TextField field="id" label={`Id (${written || "from the name"})`} value={id} onChange={setId} />
        {Object.entries(known?.attributes ?? {}).map(([key, values]) => (
          <SelectField
            key={key}
            field={key}
            label={key}
            value={attributes[key] ?? ""}
            options={values.map((value) => ({ value, label: value }))}
            onChange={(value) => setAttributes({ ...attributes, [key]: value })}
            empty="not set"
          />
        ))}
        <SelectField field="creator" label="Created for" value={creator} options={peopleOptions(state)} onChange={setCreator} empty="whoever saves it" />
      </div>
    </AddChanges>
  );
}

/** The longest id that the engine takes. */
const LONGEST_ID = 128;

/** An id from a name, as one would type it on any keyboard. */
function suggested(type: string, name: string): string {
  const words = fold(name).replace(/[^a-z0-9]+/g, "-").replace(/^-+/, "");
  const id = words && `${type.replace(/_/g, "-")}-${words}`;
  return id.slice(0, LONGEST_ID).replace(/-+$/, "");
}

/** A value of an attribute that the catalog knows, such as the plan. */
export function SetAttributeForm({ start }: FormProps) {
  const state = useConsole();
  const { directory, catalog } = state.server;
  const types = catalog.scopeTypes();
  const attributesOf = (id: string) => types.find(({ id: type }) => type === directory.scopes().find((scope) => scope.id === id)?.type)?.attributes ?? {};
  const scopes = scopeOptions(state).filter(({ value }) => Object.keys(attributesOf(value)).length > 0);
  const [scope, setScope] = useState(textOf(start.scope) || (scopes[0]?.value ?? ""));
  const attributes = attributesOf(scope);
  const [chosenName, setName] = useState(textOf(start.name));
  const name = chosenName in attributes ? chosenName : (Object.keys(attributes)[0] ?? "");
  const [value, setValue] = useState(textOf(start.value));
  if (scopes.length === 0) return <p className="muted">No scope of this tenant has an attribute that the catalog knows.</p>;
  return (
    <AddChanges changes={[{ type: "set-attribute", scope, name, value }]} missing={value ? "" : "Choose a value."}>
      <div className="fields">
        <SelectField field="scope" label="Scope" value={scope} options={scopes} onChange={setScope} />
        <SelectField field="name" label="Attribute" value={name} options={Object.keys(attributes).map((key) => ({ value: key, label: key }))} onChange={setName} />
        <SelectField field="value" label="Value" value={value} options={(attributes[name] ?? []).map((one) => ({ value: one, label: one }))} onChange={setValue} empty="none yet" />
      </div>
    </AddChanges>
  );
}

export function MoveScopeForm({ start }: FormProps) {
  const state = useConsole();
  const { directory, catalog } = state.server;
  const [scope, setScope] = useState(textOf(start.scope));
  const [parent, setParent] = useState("");
  const type = directory.scopes().find(({ id }) => id === scope)?.type;
  const above = catalog.scopeTypes().find(({ id }) => id === type)?.parents ?? [];
  const parents = scopeOptions(state).filter(({ value }) => above.includes(directory.scopes().find(({ id }) => id === value)?.type ?? ""));
  return (
    <AddChanges changes={[{ type: "move-scope", scope, parent }]} missing={scope && parent ? "" : "Choose a scope, and where it goes."}>
      <div className="fields">
        <SelectField field="scope" label="Scope" value={scope} options={scopeOptions(state)} onChange={setScope} empty="none yet" />
        <SelectField field="parent" label="To" value={parent} options={parents} onChange={setParent} empty="none yet" />
      </div>
    </AddChanges>
  );
}

export function RemoveScopeForm({ start }: FormProps) {
  const state = useConsole();
  const [scope, setScope] = useState(textOf(start.scope));
  const [cascade, setCascade] = useState(start.cascade === true);
  return (
    <AddChanges changes={[{ type: "remove-scope", scope, ...(cascade && { cascade }) }]} missing={scope ? "" : "Choose a scope."}>
      <SelectField field="scope" label="Scope" value={scope} options={scopeOptions(state)} onChange={setScope} empty="none yet" />
      <label className="check">
        <input type="checkbox" checked={cascade} onChange={(event) => setCascade(event.target.checked)} />
        <span>Remove all that hangs on it too</span>
      </label>
    </AddChanges>
  );
}
