interface Props {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** A switch with its label as its name. The state is in words too, not in the colour alone. */
export function Switch({ label, on, onChange }: Props) {
  return (
    <button type="button" role="switch" aria-checked={on} className="switch" onClick={() => onChange(!on)}>
      <span className="switch-label">{label}</span>
      <span className="switch-state" aria-hidden="true">
        {on ? "on" : "off"}
      </span>
      <span className="switch-track" aria-hidden="true" />
    </button>
  );
}
