/** A text of the engine: what stands in backticks is code, or what `name` calls it. */
export function Words({ text, name }: { text: string; name?: (quoted: string) => string | undefined }) {
  return text.split("`").map((part, index) => {
    if (index % 2 === 0) return part;
    const called = name?.(part);
    return called ? (
      <span key={index} title={part}>
        {called}
      </span>
    ) : (
      <code key={index} className="code">
        {part}
      </code>
    );
  });
}
