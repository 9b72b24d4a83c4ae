import { expect, test } from 'vitest';
import { runAcceptanceScript } from './run-acceptance-script.mjs';

test('a fine-tuning that was killed ends with the same adapter; a checkpoint that does not hold what it should is seen', async () => {
  const args = ['--rounds', '2', '--seed', '4', '--plant', 'changed-moment'];
  const { status, output } = await runAcceptanceScript('kill-training', args);
  const [before, planted] = output.split('planted: ');
  expect(before, output).toContain('2 checks passed');
  expect(before).not.toContain('MISS');
  expect(planted).toMatch(/^changed-moment\nMISS {2}round 3: killed by SIGKILL at step/);
  expect(status).toBe(1);
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
