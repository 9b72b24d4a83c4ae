/** How far back the figures of an endpoint go. */
export const requestRanges = ['1h', '24h', '7d', '30d'] as const;
export type RequestRange = (typeof requestRanges)[number];

/** Parts of a range as the charts show them, on full hours and days of UTC; the last is not over yet. */
export const rangeSlots: Record<RequestRange, { count: number; minutes: number }> = {
  '1h': { count: 12, minutes: 5 },
  '24h': { count: 24, minutes: 60 },
  '7d': { count: 28, minutes: 360 },
  '30d': { count: 30, minutes: 1_440 },
};

/** Of the URL; whatever is no range is the last day. */
export function readRequestRange(text: unknown): RequestRange {
  return requestRanges.find((range) => range === text) ?? '24h';
}
