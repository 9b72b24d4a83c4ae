import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { childEntry } from './child-entry.ts';

export interface WorkerProcess {
  pid: number;
  /** Lines of its log, parsed. */
  lines: Record<string, unknown>[];
  kill(signal: NodeJS.Signals): void;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string | null>;
}

/** A worker as it is started in production, from its sources. For tests only. */
export function startWorkerProcess(variables: Record<string, string>): WorkerProcess {
  const { path: main, execArgv } = childEntry('main');
  const child: ChildProcess = spawn(process.execPath, [...execArgv, main], {
    env: { ...variables, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: Record<string, unknown>[] = [];
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) lines.push(JSON.parse(part));
  });
  return {
    pid: child.pid ?? 0,
    lines,
    kill: (signal) => child.kill(signal),
    ended: once(child, 'exit').then(([code, signal]) => code ?? signal),
  };
}
