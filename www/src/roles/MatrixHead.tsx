import type { MatrixModel } from "./matrix-model";
import { productTitle } from "./words";

/** The products, and where there is room for it each permission. */
export function MatrixHead({ model, large, column }: { model: MatrixModel; large: boolean; column: number }) {
  const { products, columns } = model;
  let done = 0;
  return (
    <div role="rowgroup" className="matrix-head">
      <div role="row" className="matrix-row" aria-rowindex={1}>
        <div role="columnheader" aria-colindex={1} className="matrix-corner matrix-name">
          <span className="sr-only">Role</span>
        </div>
        <div className="matrix-track">
          {products.map(({ title, entries }) => {
            const from = done;
            done += entries.length;
            return (
              <div
                key={title}
                role="columnheader"
                aria-colindex={from + 2}
                aria-colspan={entries.length}
                className="matrix-product"
                style={{ flexGrow: entries.length }}
                data-narrow={entries.length < 4 || undefined}
                title={productTitle(title)}
                data-focused={(column >= from && column < done) || undefined}
              >
                <span>{productTitle(title)}</span>
              </div>
            );
          })}
        </div>
      </div>
      {large && (
        <div role="row" className="matrix-row" aria-rowindex={2}>
          <div role="columnheader" aria-colindex={1} className="matrix-corner matrix-name">
            <span className="sr-only">Role</span>
          </div>
          <div className="matrix-track">
            {columns.map(({ id, title }, index) => (
              <div key={id} role="columnheader" aria-colindex={index + 2} className="matrix-permission" title={`${title}: ${id}`} data-focused={index === column || undefined}>
                <span>{id.slice(id.indexOf(".") + 1)}</span>
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
