const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g;
const WORDS = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** A text of the engine: what stands in backticks is code, or what `name` calls it. A time is written as people do. */
export function Words({ text, name }: { text: string; name?: (quoted: string) => string | undefined }) {
  return withTimes(text).split("`").map((part, index) => {
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

/** The times in a text in words, in UTC as the engine means them. */
export function withTimes(text: string): string {
  return text.replace(TIME, (time) => (Number.isNaN(Date.parse(time)) ? time : `${WORDS.format(new Date(time))} UTC`));
}
