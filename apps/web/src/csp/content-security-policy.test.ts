import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { toastStyleHash } from './toast-style-hash.ts';

it('allows the one style that the toast library writes into the page, and is renewed with it', () => {
  const entry = createRequire(import.meta.url).resolve('sonner');
  const source = readFileSync(entry.replace(/index\.js$/, 'index.mjs'), 'utf8');
  const literal = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source)?.[1];
  const css = String(JSON.parse(literal ?? '""'));
  expect(css).toContain('[data-sonner-toaster]');
  expect(toastStyleHash).toBe(`sha256-${createHash('sha256').update(css).digest('base64')}`);
});

it('runs nothing without the nonce and reaches no other host', () => {
  const policy = contentSecurityPolicy({ nonce: 'abc', isDevelopment: false });
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';");
  expect(policy).not.toMatch(/unsafe-eval|https?:|\*|ws:/);
  expect(policy.match(/unsafe-inline/g)).toHaveLength(1);
});
