import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { can, permissions, roles } from './roles.ts';

test('docs/people.md shows the table of roles and permissions as it is', () => {
  const text = readFileSync(new URL('../../../docs/people.md', import.meta.url), 'utf8');
  const shown = text.split('\n').filter((line) => line.startsWith('| `'));
  const expected = permissions.map(
    (permission) => `| \`${permission}\` | ${roles.map((role) => (can(role, permission) ? 'yes' : '–')).join(' | ')} |`,
  );
  expect(shown).toEqual(expected);
});
