import { expect, test } from 'vitest';
import { runAcceptanceScript } from './run-acceptance-script.mjs';

const seen = {
  'raised-role': /viewer 200 open INSTEAD OF denied/,
  'wide-key': /key without it 200 open INSTEAD OF denied/,
};

test(`every route answers everybody as the table says, and each of ${Object.keys(seen).join(', ')} is seen`, async () => {
  const plants = Object.keys(seen).flatMap((plant) => ['--plant', plant]);
  const { status, output } = await runAcceptanceScript('routes', plants);
  const [before, ...parts] = output.split('planted: ');
  expect(before).not.toContain('MISS');
  expect(before).toMatch(/\d{3} routes, \d{4} calls, 0 unexpected/);
  expect(parts.map((part) => part.split('\n', 1)[0])).toEqual(Object.keys(seen));
  for (const [row, miss] of Object.values(seen).entries()) expect(parts[row]).toMatch(miss);
  expect(output).toContain('missed: ');
  expect(status).toBe(1);
  // The longest of all: every principal at every route, twice for what is planted.
}, 600_000);
