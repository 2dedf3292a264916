interface Props {
  /** How many permissions the role had when the user was customised, has today, and how many of them are left. */
  pinned: number;
  today: number;
  left: number;
}

export function NarrowFigures({ pinned, today, left }: Props) {
  return (
    <dl className="figures figures-small">
      <div>
        <dt>Pinned</dt>
        <dd>{pinned}</dd>
      </div>
      <div>
        <dt>Today</dt>
        <dd>{today}</dd>
      </div>
      <div>
        <dt>Left</dt>
        <dd>{left}</dd>
      </div>
    </dl>
  );
}
