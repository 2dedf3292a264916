import { PageHead } from "../console/PageHead";

export function OverridesView() {
  return (
    <article className="page">
      <PageHead title="Overrides" />
    </article>
  );
}
