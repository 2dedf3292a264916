export const after = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Tries `check` again until it throws no more, for two seconds at most. */
export async function eventually(check) {
  const end = Date.now() + 2000;
  for (;;) {
    try {
      return check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await after(10);
  }
}
