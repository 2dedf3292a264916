/** Letters that are no base letter with a mark, so that taking marks away does not reach them. */
const LETTERS: Record<string, string> = { ø: "o", ł: "l", ß: "ss", ı: "i", đ: "d", æ: "ae", œ: "oe", þ: "th", ð: "d" };

/** As one would type it on any keyboard: small letters without marks. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[øłßıđæœþð]/g, (letter) => LETTERS[letter] ?? letter);
}
