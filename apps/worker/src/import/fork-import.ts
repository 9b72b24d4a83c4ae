import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { CheckpointFacts } from '@modelmint/domain/base-model';
import { AppError } from '@modelmint/domain/errors';
import { childEntry } from '../child-entry.ts';
import { ImportAnswer, type ImportRequest } from './import-message.ts';

/** For the largest tokenizers in use; of weights only the headers are read. */
const heapMiB = 1024;
const stderrCharactersKept = 4_000;

/**
 * Lets a child process read what a stranger sent, which may at worst kill it. Throws the signal's reason when aborted,
 * what the child refuses (`invalid_file`), `worker_lost` when it died or took too long, and `storage_full`.
 */
export async function forkImport(
  request: ImportRequest,
  { signal, onProgress }: { signal: AbortSignal; onProgress?: (share: number) => void },
): Promise<CheckpointFacts | null> {
  signal.throwIfAborted();
  const { path, execArgv } = childEntry('import/import-child');
  const child = fork(path, [], {
    execArgv: [...execArgv, `--max-old-space-size=${heapMiB}`],
    // No secrets for a process that reads hostile bytes.
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const gone = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const timeout = AbortSignal.timeout(request.limits.durationMsMax);
  const stop = AbortSignal.any([timeout, signal]);
  const kill = (): boolean => child.kill('SIGKILL');
  stop.addEventListener('abort', kill, { once: true });
  try {
    const heard = listen(child, onProgress);
    child.send(request, () => undefined);
    const [code, signalName] = await gone;
    signal.throwIfAborted();
    if (timeout.aborted) throw lost(`took longer than ${Math.round(request.limits.durationMsMax / 1000)} s`, heard);
    if (heard.error !== null) throw heard.error;
    if (heard.done === null) throw lost(`ended with ${signalName ?? `code ${code}`}`, heard);
    return heard.done.facts;
  } finally {
    stop.removeEventListener('abort', kill);
  }
}

interface Heard {
  done: { facts: CheckpointFacts | null } | null;
  error: unknown;
  stderr: string;
}

function listen(child: ChildProcess, onProgress?: (share: number) => void): Heard {
  const heard: Heard = { done: null, error: null, stderr: '' };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    heard.stderr = (heard.stderr + text).slice(-stderrCharactersKept);
  });
  child.on('error', (error) => {
    heard.error = error;
  });
  child.on('message', (message) => {
    try {
      const answer = ImportAnswer.parse(message);
      if (answer.kind === 'progress') onProgress?.(answer.share);
      else if (answer.kind === 'done') heard.done = answer;
      else heard.error = new AppError(answer.code, answer.message, { retryable: answer.code !== 'invalid_file' });
    } catch (error) {
      heard.error = error;
      child.kill('SIGKILL');
    }
  });
  return heard;
}

function lost(what: string, { stderr }: Heard): AppError {
  const cause = stderr === '' ? {} : { cause: new Error(stderr) };
  return new AppError('worker_lost', `The process that reads the checkpoint ${what}.`, cause);
}
