const patchSide = 8;
/** Of one image, however large. */
export const imageTokensMax = 256;

/** What is billed for an image: one for each 8×8 pixels of the original, at least 1 and at most 256. */
export function imageTokens({ width, height }: { width: number; height: number }): number {
  return Math.min(imageTokensMax, Math.max(1, Math.ceil(width / patchSide) * Math.ceil(height / patchSide)));
}
