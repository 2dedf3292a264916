// Loses the engine as an app could: by asking at the end of the stack.

/** Goes down to the end of the stack and calls `ask` at every step of the way up, until `steps` calls gave an answer. */
export function atTheEndOfTheStack(ask, steps = 40) {
  const answers = [];
  let left = steps;
  const dive = () => {
    try {
      dive();
    } catch {}
    if (left === 0) return;
    answers.push(ask());
    left--;
  };
  dive();
  return answers;
}

/** Asks until the engine was lost, at another depth in each round. */
export function loseTheEngine(ask, isLost) {
  for (let round = 0; round < 50; round++) {
    const answers = atTheEndOfTheStack(ask);
    const lost = answers.find(isLost);
    if (lost !== undefined) return { lost, answers };
  }
  throw new Error("the engine was never lost");
}
