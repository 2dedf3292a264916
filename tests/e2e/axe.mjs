// What axe finds on a page.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(told).join(", ")}`);
}

/** Which element, and, where its words are hard to read, what is written on what. */
function told({ target, any }) {
  const { fgColor, bgColor } = any[0]?.data ?? {};
  return target.join(" ") + (fgColor ? ` (${fgColor} on ${bgColor})` : "");
}

/** By how many pixels the page is wider than its window. */
export async function sideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
