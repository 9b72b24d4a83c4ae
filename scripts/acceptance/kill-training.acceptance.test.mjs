import { expect, test } from 'vitest';
import { runAcceptanceScript } from './run-acceptance-script.mjs';

test('a fine-tuning that was killed ends with the same adapter', async () => {
  const { status, output } = await runAcceptanceScript('kill-training', ['--rounds', '2', '--seed', '4']);
  expect(output).toContain('2 checks passed');
  expect(status).toBe(0);
});

test.each(['tabular', 'recommendation', 'text-classification', 'image-classification'])(
  'a training for %s that was killed ends with the same model',
  async (task) => {
    const { status, output } = await runAcceptanceScript('kill-training', [
      '--task',
      task,
      '--rounds',
      '1',
      '--seed',
      '5',
    ]);
    expect(output).toContain('1 checks passed');
    expect(status).toBe(0);
  },
);

test('a checkpoint that does not hold what it should is seen', async () => {
  const { status, output } = await runAcceptanceScript('kill-training', [
    '--rounds',
    '4',
    '--seed',
    '4',
    '--plant',
    'changed-moment',
  ]);
  expect(output).toMatch(/MISS {2}round \d: killed by SIGKILL at step/);
  expect(status).toBe(1);
});
