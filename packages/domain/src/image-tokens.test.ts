import { expect, it } from 'vitest';
import { imageTokens } from './image-tokens.ts';

it.each([
  [1, 1, 1],
  [8, 8, 1],
  [9, 8, 2],
  [32, 32, 16],
  [100, 20, 39],
  [128, 128, 256],
  [4_000, 3_000, 256],
])('an image of %d×%d pixels counts as %d tokens', (width, height, tokens) => {
  expect(imageTokens({ width, height })).toBe(tokens);
});
