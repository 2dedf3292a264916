/** A message of the engine about these texts: what stands in backticks is code. */
export function Words({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={index} className="code">
        {part}
      </code>
    ),
  );
}
