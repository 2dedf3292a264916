export const after = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Tries `check` again until it throws no more, two hundred times at most: a clock would count what others take of a busy machine. */
export async function eventually(check) {
  for (let left = 200; ; left--) {
    try {
      return check();
    } catch (error) {
      if (left === 0) throw error;
    }
    await after(10);
  }
}
