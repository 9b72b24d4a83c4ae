/** The way of somebody new, from a file to a call that is paid. */
export const nextSteps = ['data', 'job', 'endpoint', 'key', 'call'] as const;
export type NextStep = (typeof nextSteps)[number];

/** What is there already; each ticks its step. */
export type Ticked = Record<NextStep, boolean>;

/**
 * The steps with those that are done, and the one to do now: the first that is not done and needs nothing which is not
 * there. Null when all are done: then nobody needs the list.
 */
export function stepsOf(ticked: Ticked): { step: NextStep; isDone: boolean; isNext: boolean }[] | null {
  const next = nextSteps.find((step) => !ticked[step]);
  if (next === undefined) return null;
  return nextSteps.map((step) => ({ step, isDone: ticked[step], isNext: step === next }));
}
