import { expect, test } from 'vitest';
import { runAcceptanceScript } from './run-acceptance-script.mjs';

test('every route answers everybody as the table says', async () => {
  const { status, output } = await runAcceptanceScript('routes', []);
  expect(output).not.toContain('MISS');
  expect(output).toMatch(/\d{3} routes, \d{4} calls, 0 unexpected/);
  expect(status, output).toBe(0);
});

test.each([
  ['raised-role', 'GET /api/organizations/:organizationId/audit', /viewer 200 open INSTEAD OF denied/],
  ['wide-key', 'GET /v1/files', /key without it 200 open INSTEAD OF denied/],
])('%s is seen', async (plant, only, seen) => {
  const { status, output } = await runAcceptanceScript('routes', ['--plant', plant, '--only', only]);
  expect(output).toMatch(seen);
  expect(output).toContain('missed: ');
  expect(status).toBe(1);
});
