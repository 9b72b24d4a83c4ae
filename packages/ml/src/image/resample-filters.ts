/** A filter of Pillow's: its weight at a distance from the centre, and the distance from which on it is 0. */
export interface ResampleFilter {
  support: number;
  weight(distance: number): number;
}

export const resampleNames = ['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming'] as const;

/** In the order of Pillow's numbers, which `preprocessor_config.json` uses. */
export type ResampleName = (typeof resampleNames)[number];

/** `src/libImaging/Resample.c` of Pillow; nearest takes one pixel and has no filter. */
export const resampleFilters: Readonly<Record<Exclude<ResampleName, 'nearest'>, ResampleFilter>> = {
  lanczos: { support: 3, weight: (x) => (-3 <= x && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { support: 2, weight: bicubic },
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  hamming: { support: 1, weight: hamming },
};

/** Keys's cubic convolution with a = −½. */
function bicubic(distance: number): number {
  const a = -0.5;
  const x = Math.abs(distance);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

function hamming(distance: number): number {
  const x = Math.abs(distance);
  if (x === 0) return 1;
  return x < 1 ? sinc(x) * (0.54 + 0.46 * Math.cos(x * Math.PI)) : 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
}
