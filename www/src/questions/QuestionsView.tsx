import { PageHead } from "../console/PageHead";

export function QuestionsView() {
  return (
    <article className="page">
      <PageHead title="Questions" />
    </article>
  );
}
