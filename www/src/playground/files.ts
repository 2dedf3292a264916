/** Larger files are for the command line: no editor shows them well. */
const LARGEST_FILE = 4 << 20;

/** The text of a file, or what to say instead. */
export async function textOf(file: File): Promise<{ text: string } | { refusal: string }> {
  if (file.size > LARGEST_FILE) return { refusal: `${file.name} is larger than 4 MB` };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()) };
  } catch {
    return { refusal: `${file.name} is no UTF-8 text` };
  }
}

export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the text by the next turn; Firefox wants a moment more.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
