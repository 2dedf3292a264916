// What was loaded once runs without a network: the service worker that the build writes keeps every file.

const RELOADED = "rolescope-reloaded";

/** Registers the service worker of the folder that the page is in. Called after the first page is drawn, so that it takes no time from it. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // Where it may not be registered (a closed storage, a page without a secure origin), the demo needs its network.
  navigator.serviceWorker.register("./sw.js").catch(() => {});
}

/**
 * After an update a page that is still open may ask for a file of its own version that nobody has any more. The address says
 * everything, so it is loaded again; once for a file, because a file that is missing after that is missing for good.
 */
export function reloadForMissingFiles(): void {
  addEventListener("vite:preloadError", (event) => {
    if (!navigator.onLine) return; // the page that is there is better than none
    try {
      if (sessionStorage.getItem(RELOADED) === event.payload.message) return;
      sessionStorage.setItem(RELOADED, event.payload.message);
    } catch {
      return; // without a memory there would be no end to it
    }
    event.preventDefault();
    location.reload();
  });
}
