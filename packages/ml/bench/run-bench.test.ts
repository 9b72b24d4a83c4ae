import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { ChildProgram } from './arm-process.ts';
import { interleave } from './measure-row.ts';
import type { Peer, Row } from './row.ts';
import { runBench } from './run-bench.ts';

/** A process that says that it is warm and answers each round with the next of its rates. */
function planted(version: string, rates: readonly unknown[]): ChildProgram {
  const script = `
    const rates = ${JSON.stringify(rates)};
    const say = (answer) => console.log(JSON.stringify(answer));
    console.log('a library prints what it likes');
    say({ version: ${JSON.stringify(version)} });
    require('node:readline').createInterface({ input: process.stdin }).on('line', () => say({ rate: rates.shift() }));`;
  return { command: process.execPath, args: ['-e', script], env: {} };
}

const broken: ChildProgram = { command: process.execPath, args: ['-e', 'throw new Error("out of order")'], env: {} };

function plantedPeer(goal: number, program: ChildProgram, more: Partial<Peer> = {}): Peer {
  return { name: 'theirs', goal, program: () => program, ...more };
}

async function bench(peers: readonly Peer[], { withPeers = true, ours = planted('a', [10, 12, 11]) } = {}) {
  const lines: string[] = [];
  const folders: string[] = [];
  const row: Row = {
    name: 'planted',
    about: 'a test',
    unit: 'things/s',
    prepare: async (folder) => {
      folders.push(folder);
      await writeFile(path.join(folder, 'model'), 'x');
    },
    ours: () => ours,
    peers,
  };
  const code = await runBench({
    rows: [row],
    withPeers,
    rounds: 3,
    python: '/nowhere/python',
    environment: { ...process.env },
    print: (line) => lines.push(line),
  });
  expect(folders.some((folder) => existsSync(folder))).toBe(false);
  return { code, lines };
}

it('ends with 0 when every goal is reached', async () => {
  const { code, lines } = await bench([plantedPeer(0.5, planted('b', [20, 21, 19]))]);
  expect(lines.at(-1)).toBe(
    'planted: ours (a) 11.0 (10.0, 12.0, 11.0) · theirs (b) 20.0 (20.0, 21.0, 19.0) things/s: ratio 0.55, goal ≥ 0.50',
  );
  expect(code).toBe(0);
});

it('ends with 1 and says BELOW when ours is slow', async () => {
  const { code, lines } = await bench([
    plantedPeer(0.5, planted('b', [20, 21, 19])),
    plantedPeer(0.5, planted('c', [200, 210, 190])),
  ]);
  expect(lines.slice(-3).map((line) => line.endsWith('BELOW'))).toEqual([false, true, false]);
  expect(lines.at(-1)).toBe('1 below the goal or failed');
  expect(code).toBe(1);
});

it.each([
  ['theirs ends early', [plantedPeer(0.5, broken)], undefined, /FAILED: .*out of order/s],
  ['ours ends early', [], broken, /FAILED: .*out of order/s],
  [
    'a command is missing',
    [plantedPeer(0.5, { ...broken, command: '/nowhere/command' })],
    undefined,
    /FAILED: .*ENOENT/s,
  ],
  ['a rate is none', [plantedPeer(0.5, planted('b', ['fast']))], undefined, /FAILED: an arm measured "fast"/],
])('ends with 1 when %s', async (_what, peers, ours, expected) => {
  const { code, lines } = await bench(peers, { ours: ours ?? planted('a', [1, 1, 1]) });
  expect(lines.at(-2)).toMatch(expected);
  expect(code).toBe(1);
});

it('says loudly what it leaves out, measures ours alone then, and ends with 0', async () => {
  const python = plantedPeer(0.5, broken, { name: 'PyTorch', pythonModules: ['torch'] });
  const barred = plantedPeer(10, broken, { name: 'tf.layers', findObstacle: () => 'it is not here' });
  const { code, lines } = await bench([python, barred]);
  expect(lines).toEqual([
    'SKIPPED: planted is not measured against PyTorch: /nowhere/python does not run (--python PATH)',
    'SKIPPED: planted is not measured against tf.layers: it is not here',
    'planted: a test',
    'planted: ours (a) 11.0 (10.0, 12.0, 11.0) things/s',
  ]);
  expect(code).toBe(0);
});

it('asks for no others without --peers', async () => {
  const { code, lines } = await bench([plantedPeer(0.5, broken)], { withPeers: false });
  expect(lines).toEqual(['planted: a test', 'planted: ours (a) 11.0 (10.0, 12.0, 11.0) things/s']);
  expect(code).toBe(0);
});

it('lets the arms measure in turn', async () => {
  const order: string[] = [];
  const arm = (name: string, rate: number) => ({
    round: async () => {
      order.push(`${name} starts`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} ends`);
      return rate++;
    },
  });
  expect(await interleave([arm('A', 1), arm('B', 10)], 2)).toEqual([
    [1, 2],
    [10, 11],
  ]);
  const turn = ['A starts', 'A ends', 'B starts', 'B ends'];
  expect(order).toEqual([...turn, ...turn]);
});
