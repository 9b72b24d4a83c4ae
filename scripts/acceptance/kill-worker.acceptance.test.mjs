import { expect, test } from 'vitest';
import { plantNames } from './plant-fault.mjs';
import { runAcceptanceScript } from './run-acceptance-script.mjs';

test('a killed worker costs nothing: one round passes', async () => {
  const { status, output } = await runAcceptanceScript('kill-worker', ['--rounds', '1']);
  expect(output).toMatch(/process \d+ killed at step \d+ of \d+, fence \d+ → \d+/);
  expect(output).not.toContain('MISS');
  expect(status, output).toBe(0);
});

const missed = {
  'double-charge': 'one usage row',
  'usage-off-by-one': 'charged what was trained',
  'missing-fence': 'no write of the old claim after the new one',
};

test.each(plantNames)('%s is seen', async (plant) => {
  const { status, output } = await runAcceptanceScript('kill-worker', ['--rounds', '1', '--plant', plant]);
  expect(output).toMatch(new RegExp(`MISS  round 1: ${missed[plant]}`));
  expect(status).toBe(1);
});

test('an unknown fault or number of rounds is refused', async () => {
  expect((await runAcceptanceScript('kill-worker', ['--plant', 'nothing'])).output).toContain('--plant takes one of');
  expect((await runAcceptanceScript('kill-worker', ['--rounds', '0'])).output).toContain('--rounds takes');
});
