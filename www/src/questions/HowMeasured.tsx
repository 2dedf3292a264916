/** How the times come about, so that nobody takes them for more than they are. */
export function HowMeasured() {
  return (
    <p className="muted measured">
      How it is measured: on this device, in this page, with <code className="code">performance.now</code> around the call of the engine, texts in and lists out.
      Browsers round that clock, so the same question is asked again and again until that takes at least 8 ms, and the time shown is for one call. Caches are
      warm then: the first call takes longer. Drawing the page is not in it. The time to load is taken once.
    </p>
  );
}
