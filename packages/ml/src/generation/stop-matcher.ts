export interface StopMatcher {
  /** Text that is safe to show after `text` came in; once `stop` is set, the last of it. */
  push(text: string): string;
  /** What was held back, when the text ends without a stop string. */
  end(): string;
  /** The stop string that ended the text. */
  readonly stop: string | null;
}

/**
 * Cuts a text before the first of `stops` that is complete in it, and holds back what may be the beginning of one. What
 * comes out does not depend on how the text was cut into pieces: it is as if each character came alone. Of two that
 * are complete at the same character the longer one wins.
 */
export function openStopMatcher(stops: readonly string[]): StopMatcher {
  let held = '';
  let stop: string | null = null;
  return {
    push: (text) => {
      if (stop !== null) return '';
      held += text;
      const found = firstComplete(held, stops);
      if (found !== null) {
        stop = found.stop;
        return take(found.start);
      }
      return take(held.length - unsafeLength(held, stops));
    },
    end: () => (stop === null ? take(held.length) : ''),
    get stop() {
      return stop;
    },
  };

  function take(length: number): string {
    const safe = held.slice(0, length);
    held = held.slice(length);
    return safe;
  }
}

function firstComplete(text: string, stops: readonly string[]): { start: number; stop: string } | null {
  let best: { start: number; stop: string } | null = null;
  for (const stop of stops) {
    const start = text.indexOf(stop);
    if (start === -1) continue;
    const end = start + stop.length;
    const bestEnd = best === null ? Infinity : best.start + best.stop.length;
    if (end < bestEnd || (end === bestEnd && best !== null && start < best.start)) best = { start, stop };
  }
  return best;
}

/** Length of the longest end of `text` with which some stop string begins. */
function unsafeLength(text: string, stops: readonly string[]): number {
  let longest = 0;
  for (const stop of stops) {
    let length = Math.min(stop.length - 1, text.length);
    while (length > longest && !text.endsWith(stop.slice(0, length))) length -= 1;
    longest = Math.max(longest, length);
  }
  return longest;
}
