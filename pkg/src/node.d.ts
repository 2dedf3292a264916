// What the command takes from Node. Not @types/node: its globals would be known in the whole package, which runs elsewhere too.
declare module "node:fs" {
  export function readFileSync(path: string | URL): Uint8Array;
  export function writeFileSync(path: string, text: string): void;
}
declare module "node:path" {
  export function basename(path: string): string;
}
declare module "node:process" {
  const process: { readonly argv: readonly string[]; exitCode: number; stdout: { write(text: string): void }; stderr: { write(text: string): void } };
  export default process;
}
