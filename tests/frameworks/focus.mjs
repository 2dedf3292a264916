// What every adapter does when what has the focus goes: one law, with the same words, asked of each of them.
import assert from "node:assert/strict";
import { eventually } from "./eventually.mjs";

export const GONE = "No longer available.";

// Not the elements themselves: a failure would print all that hangs on them.
export const assertFocused = (selector) => assert.ok(document.activeElement?.matches(selector), `the focus is on ${document.activeElement?.outerHTML}`);

/** What is said to who cannot see: nothing, or the words of the live region. */
export const said = () => document.querySelector("output")?.textContent;

/** The focus went to `selector`, and a polite live region in it says so. */
export async function assertLeft(selector, words = GONE) {
  await eventually(() => assertFocused(selector));
  await eventually(() => assert.equal(document.activeElement.querySelector(":scope > output")?.textContent, words));
  assert.equal(document.querySelectorAll("output").length, 1);
}
