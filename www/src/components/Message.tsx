import { useConsole } from "../context";

/** A message of the engine: what stands in backticks is code, and an id of the tenant is shown by its name. */
export function Message({ text }: { text: string }) {
  const { server } = useConsole();
  const named = [...server.directory.scopes(), ...server.directory.principals()];
  return text.split("`").map((part, index) => {
    if (index % 2 === 0) return part;
    const name = named.find((row) => row.id === part)?.name;
    return name ? (
      <span key={index} title={part}>
        {name}
      </span>
    ) : (
      <code key={index} className="code">
        {part}
      </code>
    );
  });
}
