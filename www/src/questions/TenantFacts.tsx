import { PEOPLE, type LargeTenant } from "./large-tenant";
import { timeText } from "./measure";

/** What the questions are about, and how long it took to have it. */
export function TenantFacts({ tenant }: { tenant: LargeTenant | null }) {
  if (!tenant) {
    return (
      <p className="lead" role="status">
        Making a tenant of {PEOPLE.toLocaleString("en")} people…
      </p>
    );
  }
  const count = (value: number) => value.toLocaleString("en");
  const { overrides } = tenant;
  return (
    <p className="lead" role="status">
      {tenant.name}, an invented tenant: <strong>{count(tenant.people.length)} people</strong>, <strong>{count(tenant.scopes.length)} scopes</strong>,{" "}
      <strong>{count(tenant.rows)} role assignments</strong>
      {overrides > 0 && <>, {count(overrides)} overrides</>}. Written by this page in {timeText(tenant.made)}; read and checked by the engine in{" "}
      <strong>{timeText(tenant.loaded)}</strong>, {(tenant.size / 1e6).toFixed(1)} MB of text.
    </p>
  );
}
