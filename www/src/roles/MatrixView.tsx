import { useMemo } from "react";
import { SelectField } from "../parts/fields";
import { plural } from "../parts/reasons";
import { useConsole, useMedia } from "../state/context";
import { BasisLegend } from "./Basis";
import { CellLine } from "./CellLine";
import { MatrixGrid } from "./MatrixGrid";
import { matrixModel } from "./matrix-model";
import { tenantCatalog } from "./tenant-catalog";
import { useCursor } from "./use-cursor";
import { productTitle } from "./words";
import "./matrix.css";

const ZOOMS = [
  { zoom: "", label: "the whole" },
  { zoom: "large", label: "large, with letters" },
];

/** Which role holds which permission, as a picture. What has the focus, or was pressed, is explained above it. */
export function MatrixView() {
  const { server, place, becomes } = useConsole();
  const compact = useMedia("(max-width: 719px)");
  const catalog = tenantCatalog(server);
  const products = useMemo(() => [...new Set(catalog.permissions().map((permission) => permission.product))], [catalog]);
  const asked = products.find((id) => id === place.view.product);
  // On a phone the whole would be dust.
  const product = asked ?? (compact && catalog.permissions().length > 40 ? (products[0] ?? "") : "");
  const model = useMemo(() => matrixModel(catalog, product), [catalog, product]);
  const [cursor, move] = useCursor(model);
  const large = product !== "" || place.view.zoom === "large" || model.columns.length <= 40;
  const change = (view: Record<string, string>) => becomes({ view: { ...place.view, ...view } });
  return (
    <section className="section" aria-label="Matrix of roles and permissions">
      <div className="matrix-bar">
        <SelectField
          label="Product"
          value={product}
          options={products.map((id) => ({ value: id, label: productTitle(id) }))}
          onChange={(next) => change({ product: next, cell: "" })}
          {...(!(compact && catalog.permissions().length > 40) && { empty: "all products" })}
        />
        {product === "" && model.columns.length > 40 && (
          <fieldset className="radios">
            <legend className="sr-only">Size</legend>
            <div className="segmented">
              {ZOOMS.map(({ zoom, label }) => (
                <label key={zoom} className="segment">
                  <input type="radio" name="zoom" checked={large === (zoom === "large")} onChange={() => change({ zoom })} />
                  <span>{label}</span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <p className="muted">
          {plural(model.rows.length, "role")} × {plural(model.columns.length, "permission")}, {model.granted.toLocaleString("en")} granted
          {product !== "" && model.rows.length < catalog.roles().length && `; ${plural(catalog.roles().length - model.rows.length, "role")} without any of it left out`}
        </p>
      </div>
      <BasisLegend />
      <CellLine model={model} cursor={cursor} />
      <MatrixGrid key={`${product} ${large}`} model={model} large={large} cursor={cursor} onMove={move} />
      <p className="muted keys">
        Arrow keys move by one cell, Home and End along the role, Page up and Page down by ten roles, and with Ctrl to the corners. Enter opens the role.
      </p>
    </section>
  );
}
