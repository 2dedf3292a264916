// The app of a document: its code blocks of one language.
import { readFileSync } from "node:fs";

export function blocks(name, language) {
  const text = readFileSync(new URL(`../../../docs/frameworks/${name}.md`, import.meta.url), "utf8");
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, "g"))].map(([, code]) => code);
}
