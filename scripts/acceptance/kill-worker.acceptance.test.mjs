import { expect, test } from 'vitest';
import { inferencePlantNames } from './kill-inference.mjs';
import { plantNames } from './plant-fault.mjs';
import { runAcceptanceScript } from './run-acceptance-script.mjs';

/** As short as a training can be that is killed in its middle, after some of its checkpoints. */
const short = ['--rounds', '1', '--epochs', '12'];

const missed = {
  'double-charge': 'one usage row',
  'usage-off-by-one': 'charged what was trained',
  'missing-fence': 'no write of the old claim after the new one',
};

test(`a killed worker costs nothing, and each of ${plantNames.join(', ')} is seen`, async () => {
  const plants = plantNames.flatMap((plant) => ['--plant', plant]);
  const { status, output } = await runAcceptanceScript('kill-worker', [...short, ...plants]);
  const [before, ...parts] = output.split('planted: ');
  expect(before).toMatch(/process \d+ killed at step \d+ of \d+, fence \d+ → \d+/);
  expect(before, output).not.toContain('MISS');
  expect(before).toContain('10 checks passed');
  expect(parts.map((part) => part.split('\n', 1)[0])).toEqual(plantNames);
  for (const [row, plant] of plantNames.entries())
    expect(parts[row]).toMatch(new RegExp(`MISS  round 1: ${missed[plant]}`));
  expect(status).toBe(1);
});

test('an unknown fault or number of rounds is refused', async () => {
  expect((await runAcceptanceScript('kill-worker', ['--plant', 'nothing'])).output).toContain('--plant takes one of');
  expect((await runAcceptanceScript('kill-worker', ['--rounds', '0'])).output).toContain('--rounds takes');
  expect((await runAcceptanceScript('kill-worker', ['--epochs', 'x'])).output).toContain('--epochs takes');
});

const missedInInference = {
  'double-charge': 'one charge for each chunk',
  'usage-off-by-one': 'charged what was answered',
  'other-bytes': 'the bytes of the undisturbed run',
  'row-twice': 'every row once',
};

test('a worker that is killed in an inference job costs no row, and each planted fault is seen', async () => {
  const plants = inferencePlantNames.flatMap((plant) => ['--plant', plant]);
  const { status, output } = await runAcceptanceScript('kill-worker', ['--inference', '--rounds', '1', ...plants]);
  const [before, ...parts] = output.split('planted: ');
  expect(before).toMatch(/process \d+ killed at chunk \d+ of \d+, fence \d+ → \d+/);
  expect(before, output).not.toContain('MISS');
  expect(before).toContain('11 checks passed');
  expect(parts.map((part) => part.split('\n', 1)[0])).toEqual(inferencePlantNames);
  for (const [row, plant] of inferencePlantNames.entries())
    expect(parts[row]).toMatch(new RegExp(`MISS  round 1: ${missedInInference[plant]}`));
  expect(status).toBe(1);
});
