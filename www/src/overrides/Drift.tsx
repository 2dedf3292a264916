/** How the role has changed since a user was customised: pinned and today, side by side. */
export function Drift({ today, pinned }: { today: readonly string[]; pinned: readonly string[] }) {
  const added = today.filter((id) => !pinned.includes(id));
  const removed = pinned.filter((id) => !today.includes(id));
  if (added.length + removed.length === 0) return null;
  return (
    <div className="note">
      <p>
        <strong>The role has changed since.</strong> Pinned and today differ:
      </p>
      <ul className="plain">
        {added.map((id) => (
          <li key={id}>
            added to the role: <code className="code">{id}</code>
          </li>
        ))}
        {removed.map((id) => (
          <li key={id}>
            removed from the role: <code className="code">{id}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
