// The ids of a catalog as TypeScript literals, for the built-in catalogs and for `rolescope types`.

interface Rows {
  readonly permissions: readonly { readonly id: string }[];
  readonly roles: readonly { readonly id: string }[];
  readonly pages: readonly { readonly id: string }[];
}

/** The body of a type that extends `Names`, in braces. Its lines but the first are indented by `indent`. */
export function literalNames({ permissions, roles, pages }: Rows, indent = ""): string {
  const member = (name: string, rows: Rows["roles"]) => `${indent}  ${name}:${union(rows, `${indent}    `)};\n`;
  return `{\n${member("permission", permissions)}${member("role", roles)}${member("page", pages)}${indent}}`;
}

// A union of nothing is `never`: no id of that kind is right.
function union(rows: Rows["roles"], indent: string): string {
  if (rows.length === 0) return " never";
  return rows.map(({ id }) => `\n${indent}| ${JSON.stringify(id)}`).join("");
}
