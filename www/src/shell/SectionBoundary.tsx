import { Component, type ReactNode } from "react";

interface Props {
  title: string;
  children: ReactNode;
}

/** A section that cannot be fetched or drawn says so, and the rest of the page goes on. */
export class SectionBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    const { title, children } = this.props;
    if (!this.state.failed) return children;
    return (
      <article className="page">
        <h1 tabIndex={-1}>{title}</h1>
        <p role="alert">This section could not be opened. If there is no network, it may come back with it.</p>
        <p>
          <button type="button" className="button" onClick={() => location.reload()}>
            Load the page again
          </button>
        </p>
      </article>
    );
  }
}
