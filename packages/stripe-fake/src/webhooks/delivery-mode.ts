export const deliveryModes = [
  'in_order',
  'shuffled',
  'duplicated',
  'delayed',
  'dropped',
  'bad_signature',
  'old_timestamp',
] as const;

export interface DeliveryMode {
  mode: (typeof deliveryModes)[number];
  /** For `delayed`: how long each event waits before its first attempt. */
  delayMs: number;
  /** How many more events the mode lasts; null: until it is changed. */
  count: number | null;
  /** Makes `shuffled` repeatable. */
  seed: number;
}

export const inOrder: DeliveryMode = { mode: 'in_order', delayMs: 0, count: null, seed: 1 };

/** A small seeded generator of numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
