import { PageHead } from "../console/PageHead";

export function PlaygroundView() {
  return (
    <article className="page">
      <PageHead title="Playground" />
    </article>
  );
}
