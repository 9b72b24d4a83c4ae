import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Arm, openArm } from './arm-process.ts';
import type { Peer, Row } from './row.ts';
import { findDifference } from './same-work.ts';
import type { Comparison, Side } from './verdict.ts';

export interface MeasuredRow {
  ours: Side;
  comparisons: Comparison[];
}

export interface MeasureOptions {
  /** Those that can run here. */
  peers: readonly Peer[];
  rounds: number;
  /** The command of the peers in Python. */
  python: string;
  environment: NodeJS.ProcessEnv;
}

/**
 * Starts all arms of a row and lets them measure in turn, ours first in each round, so that a load of the machine that
 * comes and goes meets all of them.
 */
export async function measureRow(row: Row, options: MeasureOptions): Promise<MeasuredRow> {
  const { peers, rounds, python, environment } = options;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-bench-'));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  // Who interrupts the command does not want its gigabytes either; the arms end with their standard input.
  const interrupt = () => {
    clear();
    process.exit(130);
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const arms: Arm[] = [];
  try {
    await row.prepare(folder);
    const programs = [row.ours(folder), ...peers.map((peer) => peer.program(folder, python))];
    for (const program of programs) arms.push(await openArm(program, environment));
    const rates = await interleave(arms, rounds);
    const [own, ...others] = arms.map(({ facts }, i) => ({ facts, rates: rates[i] ?? [] }));
    if (own === undefined) throw new RangeError('a row has no arm');
    return {
      ours: { name: `ours (${own.facts.version})`, rates: own.rates },
      comparisons: others.map(({ facts, rates: theirs }, i) => ({
        theirs: { name: `${peers[i]?.name} (${facts.version})`, rates: theirs },
        goal: peers[i]?.goal ?? Number.NaN,
        difference: findDifference(own.facts, facts),
      })),
    };
  } finally {
    await Promise.all(arms.map((arm) => arm.close()));
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    clear();
  }
}

/** A-B-A-B: every arm once in each round, one at a time. Returns the rates of each arm. */
export async function interleave(arms: readonly Pick<Arm, 'round'>[], rounds: number): Promise<number[][]> {
  const rates: number[][] = arms.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [index, arm] of arms.entries()) rates[index]?.push(await arm.round());
  return rates;
}
