import { expect, it } from 'vitest';
import { safePath } from './safe-path.ts';

it.each([
  ['/projects/proj_1/data?tab=x', '/projects/proj_1/data?tab=x'],
  ['/', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['projects', '/'],
  ['/..//evil.example/x', '/'],
  ['/a/../..//evil.example', '/'],
  ['', '/'],
  [null, '/'],
  [undefined, '/'],
])('leads from %j to %s', (asked, wanted) => expect(safePath(asked)).toBe(wanted));
