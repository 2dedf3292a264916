import { PageHead } from "../console/PageHead";

export function SpeedView() {
  return (
    <article className="page">
      <PageHead title="Speed" />
    </article>
  );
}
