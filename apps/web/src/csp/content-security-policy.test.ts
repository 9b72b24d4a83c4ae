import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
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

it('has no need to be broader: no source of ours writes markup or runs text', () => {
  const root = path.resolve(import.meta.dirname, '..');
  const sinks =
    /dangerouslySetInnerHTML|(inner|outer)HTML\b|insertAdjacentHTML|document\.write|srcDoc|\beval\(|new Function\(|["'`]javascript:/;
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.tsx?$/.test(name),
  );
  expect(files.length).toBeGreaterThan(500);
  expect(files.filter((name) => sinks.test(readFileSync(path.join(root, name), 'utf8')))).toEqual([]);
});
