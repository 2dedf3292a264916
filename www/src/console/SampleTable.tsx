import { useConsole } from "../state/context";
import type { Sample } from "./samples";
import { Why } from "../parts/Reason";

export function SampleTable({ title, sample }: { title: string; sample: Sample }) {
  const { session, place } = useConsole();
  const masked = sample.masked && !session.can(sample.masked.permission, place.scope) ? sample.masked : null;
  return (
    <>
      <div className="table-frame" role="region" aria-label={title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {sample.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.rows.map((row) => (
              <tr key={row.join("|")}>
                {row.map((cell, index) => (
                  <td key={sample.columns[index]}>
                    {masked?.column === index ? (
                      <span className="masked">
                        <span aria-hidden="true">••••••</span>
                        <span className="sr-only">masked</span>
                      </span>
                    ) : (
                      cell
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {masked && (
        <p className="muted">
          {sample.columns[masked.column]} is masked for this person.{" "}
          <Why about={`is ${sample.columns[masked.column]} masked`} question={{ kind: "action", permission: masked.permission }} />
        </p>
      )}
    </>
  );
}
