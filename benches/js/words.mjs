// Numbers as the report writes them.

/** Three significant digits, with separators. */
function digits(value) {
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Nanoseconds in the unit that reads best. */
export function duration(ns) {
  if (ns < 1e3) return `${digits(ns)} ns`;
  return ns < 1e6 ? `${digits(ns / 1e3)} µs` : `${digits(ns / 1e6)} ms`;
}

export const milliseconds = (ms) => `${digits(ms)} ms`;
export const times = (ratio) => `${digits(ratio)} ×`;
export const KB = 1024;
export const kilobytes = (bytes) => `${digits(bytes / KB)} KB`;

/** The results keep four significant digits: the rest is noise that would only make every commit of them differ. */
export const rounded = (value) =>
  JSON.parse(JSON.stringify(value), (_, part) =>
    typeof part === "number" && !Number.isInteger(part) ? Number(part.toPrecision(4)) : part,
  );
