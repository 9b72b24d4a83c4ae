/** What a run has told of its pace. */
interface Pace {
  /** The oldest and the latest report of the present claim. */
  first: { step: number; at: Date };
  last: { step: number; at: Date };
  stepsTotal: number;
}

const workSecondsMin = 20;

/** Seconds from now until the last step; null in the first 20 s of work, when a guess would be wild. */
export function secondsLeft({ first, last, stepsTotal }: Pace, now: Date): number | null {
  const worked = (last.at.getTime() - first.at.getTime()) / 1000;
  const steps = last.step - first.step;
  if (worked < workSecondsMin || steps <= 0) return null;
  const sinceLast = (now.getTime() - last.at.getTime()) / 1000;
  return Math.max(0, ((stepsTotal - last.step) * worked) / steps - sinceLast);
}

/** Steps of a second pace, for the head of the panel: `4.1 steps/s`. */
export function stepsPerSecond({ first, last }: Pace): number | null {
  const worked = (last.at.getTime() - first.at.getTime()) / 1000;
  return worked < 1 || last.step <= first.step ? null : (last.step - first.step) / worked;
}

/** Whole minutes above 90 s, else steps of 10 s. */
const roundSeconds = (seconds: number): number =>
  seconds > 90 ? Math.ceil(seconds / 60) * 60 : Math.max(10, Math.ceil(seconds / 10) * 10);

/** What is shown: it falls as it likes, but rises by one step at a time, so that it does not jump about. */
export function calmSecondsLeft(shown: number | null, seconds: number | null): number | null {
  if (seconds === null) return shown;
  const next = roundSeconds(seconds);
  if (shown === null || next <= shown) return next;
  return Math.min(shown + (shown >= 90 ? 60 : 10), next);
}
