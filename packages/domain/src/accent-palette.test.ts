import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accentPalette } from './accent-palette.ts';

it('takes hue and strength of the colour, and the lightness that each token needs', () => {
  const { light, dark } = accentPalette('#2f6fed');
  expect(light.accent).toMatch(/^oklch\(84\.0% 0\.\d+ 26\d\.\d\)$/);
  expect(light['accent-text']).toMatch(/^oklch\(46\.5% /);
  expect(dark['accent-soft']).toMatch(/^oklch\(26\.2% /);
  // Grey has no hue to speak of.
  expect(accentPalette('#808080').light.accent).toMatch(/^oklch\(84\.0% 0\.000 /);
});

it('can be read in every colour', () => {
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
  fc.assert(
    fc.property(hex, (colour) => {
      for (const { theme, pair, ratio, least } of accentPalette(colour).contrasts)
        expect(ratio, `${colour}: ${pair}, ${theme}`).toBeGreaterThanOrEqual(least);
    }),
    { numRuns: 500 },
  );
});
