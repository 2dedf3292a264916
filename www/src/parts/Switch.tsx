interface Props {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  /** It stays where it is, and keeps the focus. */
  disabled?: boolean;
  /** Pressed all the same. */
  onRefused?: () => void;
  /** The element that says more, such as why it is disabled. */
  describedBy?: string;
}

/** A switch with its label as its name. The state is in words too, not in the colour alone. */
export function Switch({ label, on, onChange, disabled = false, onRefused, describedBy }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-disabled={disabled || undefined}
      aria-describedby={describedBy}
      className="switch"
      onClick={() => (disabled ? onRefused?.() : onChange(!on))}
    >
      <span className="switch-label">{label}</span>
      <span className="switch-state" aria-hidden="true">
        {on ? "on" : "off"}
      </span>
      <span className="switch-track" aria-hidden="true" />
    </button>
  );
}
