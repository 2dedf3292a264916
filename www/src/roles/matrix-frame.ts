import type { MatrixModel } from "./matrix-model";

/** Every second product has a ground of its own, so that one sees where each begins. */
export function bands({ products, columns }: MatrixModel): string {
  let done = 0;
  const stops = products.flatMap(({ entries }, index) => {
    const from = (100 * done) / columns.length;
    done += entries.length;
    const colour = index % 2 === 0 ? "transparent" : "var(--band)";
    return [`${colour} ${from}%`, `${colour} ${(100 * done) / columns.length}%`];
  });
  return `linear-gradient(to right, ${stops.join(", ")})`;
}

/** Scrolls the frame, and no more than that, until the cell is clear of the headers. */
export function reveal(frame: HTMLElement, cell: HTMLElement): void {
  const head = frame.querySelector(".matrix-head")?.getBoundingClientRect();
  const name = frame.querySelector(".matrix-corner")?.getBoundingClientRect();
  const [outer, inner] = [frame.getBoundingClientRect(), cell.getBoundingClientRect()];
  if (!head || !name) return;
  if (inner.left < name.right) frame.scrollLeft -= name.right - inner.left + inner.width;
  else if (inner.right > outer.right) frame.scrollLeft += inner.right - outer.right + inner.width;
  if (inner.top < head.bottom) frame.scrollTop -= head.bottom - inner.top + inner.height;
  else if (inner.bottom > outer.bottom) frame.scrollTop += inner.bottom - outer.bottom + inner.height;
}
