import { expect, it } from 'vitest';
import { brandCss } from './brand-style.tsx';

it('writes nothing where nothing was chosen', () => {
  expect(brandCss({ accent: null, logo: null })).toBe('');
});

it('gives both themes their colours, and the logo its picture, without a character that React would escape', () => {
  const css = brandCss({ accent: '#2f6fed', logo: { sha256: 'ab'.repeat(32) } });
  expect(css).toMatch(/^:root\{--color-accent:oklch\(84/);
  expect(css).toContain('[data-theme=dark]{--color-accent:oklch(84');
  expect(css).toContain(`url(/api/site/logo?v=${'ab'.repeat(32)})`);
  expect(css).not.toMatch(/["'&<>]/);
});
