const many = {
  text: (number: string) => `${number} texts`,
  image: (number: string) => `${number} images`,
  example: (number: string) => `${number} examples`,
  token: (number: string) => `${number} tokens`,
  row: (number: string) => `${number} rows`,
  window: (number: string) => `${number} windows`,
  layer: (number: string) => `${number} layers`,
  pass: (number: string) => `${number} passes`,
  step: (number: string) => `${number} steps`,
  evaluation: (number: string) => `${number} evaluations`,
};
export type Counted = keyof typeof many;

const one: Record<Counted, string> = {
  text: '1 text',
  image: '1 image',
  example: '1 example',
  token: '1 token',
  row: '1 row',
  window: '1 window',
  layer: '1 layer',
  pass: '1 pass',
  step: '1 step',
  evaluation: '1 evaluation',
};

/** How many of what, in words: each is written out, so that the catalogue of translations can have it. */
export function countOf(number: number, noun: Counted): string {
  return number === 1 ? one[noun] : many[noun](number.toLocaleString('en-US'));
}
