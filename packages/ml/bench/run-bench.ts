import { findPython, type Python } from './find-python.ts';
import { type MeasuredRow, measureRow } from './measure-row.ts';
import type { Peer, Row } from './row.ts';
import { describe, judge } from './verdict.ts';

export interface BenchOptions {
  rows: readonly Row[];
  /** Without it ours alone is measured. */
  withPeers: boolean;
  rounds: number;
  python: string;
  environment: NodeJS.ProcessEnv;
  print(line: string): void;
}

/** Measures all rows and prints the verdicts last. Returns the exit code: 1 when a goal is missed or a row fails. */
export async function runBench(options: BenchOptions): Promise<number> {
  const { rows, withPeers, print } = options;
  const modules = [...new Set(rows.flatMap(({ peers }) => peers.flatMap((peer) => peer.pythonModules ?? [])))];
  const python = withPeers && modules.length > 0 ? findPython(options.python, modules) : null;
  if (python !== null) print([...python.versions].map(([name, version]) => `${name} ${version}`).join(', '));
  const lines: string[] = [];
  let missed = 0;
  for (const row of rows) {
    const peers = withPeers ? row.peers.filter((peer) => canRun(row, peer, { ...options, found: python })) : [];
    print(`${row.name}: ${row.about}`);
    try {
      const measured = await measureRow(row, { ...options, peers });
      const verdict = judgeRow(row, measured);
      lines.push(...verdict.lines);
      missed += verdict.missed;
    } catch (error) {
      missed += 1;
      lines.push(`${row.name}: FAILED: ${(error as Error).message}`);
    }
  }
  for (const line of lines) print(line);
  if (missed > 0) print(`${missed} below the goal or failed`);
  return missed > 0 ? 1 : 0;
}

function canRun(row: Row, peer: Peer, options: BenchOptions & { found: Python | null }): boolean {
  const why = findObstacle(peer, options);
  if (why !== null) options.print(`SKIPPED: ${row.name} is not measured against ${peer.name}: ${why}`);
  return why === null;
}

function findObstacle(peer: Peer, { python, found }: { python: string; found: Python | null }): string | null {
  if (peer.pythonModules !== undefined) {
    if (found === null) return `${python} does not run (--python PATH)`;
    const missing = peer.pythonModules.filter((name) => !found.versions.has(name));
    if (missing.length > 0) return `${python} has no ${missing.join(', ')} (--python PATH)`;
  }
  return peer.findObstacle?.() ?? null;
}

function judgeRow(row: Row, { ours, comparisons }: MeasuredRow): { lines: string[]; missed: number } {
  if (comparisons.length === 0) return { lines: [`${row.name}: ${describe(ours)} ${row.unit}`], missed: 0 };
  const verdicts = comparisons.map((one) => judge(row, ours, one));
  return { lines: verdicts.map(({ line }) => line), missed: verdicts.filter(({ isReached }) => !isReached).length };
}
