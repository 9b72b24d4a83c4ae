import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { AppError, isAppError } from '@modelmint/domain/errors';
import type { CalledModel } from '@modelmint/domain/wire/called-model';
import { childEntry } from '../child-entry.ts';
import { CheckAnswer, type CheckCommand, type CheckOutcome, type CheckRequest } from './check-message.ts';

/** The heap of the child; its buffers lie outside it and are bounded by `memoryBytesMax`. */
const heapMiB = 512;
const stderrCharactersKept = 4_000;

export interface ForkCheckOptions {
  request: CheckRequest;
  /** Throws what the lines are refused for, when nobody may call a model of this name. */
  findModel(name: string): Promise<CalledModel>;
  signal: AbortSignal;
}

/**
 * Checks an input file in a child process, which the bytes may at worst kill. Throws the signal's reason when aborted,
 * `worker_lost` when the child died or took too long, `storage_full` and `internal_error`.
 */
export async function forkCheck(options: ForkCheckOptions): Promise<CheckOutcome> {
  const { request, signal } = options;
  signal.throwIfAborted();
  const { path, execArgv } = childEntry('infer/check-child');
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
    const heard = listen(child, options);
    child.send(request satisfies CheckCommand, () => undefined);
    const [code, signalName] = await gone;
    signal.throwIfAborted();
    if (heard.outcome !== null) return heard.outcome;
    if (heard.error !== null) throw heard.error;
    const seconds = Math.round(request.limits.durationMsMax / 1000);
    const what = timeout.aborted ? `took longer than ${seconds} s` : `ended with ${signalName ?? `code ${code}`}`;
    const cause = heard.stderr === '' ? {} : { cause: new Error(heard.stderr) };
    throw new AppError('worker_lost', `The process that reads the input file ${what}.`, cause);
  } finally {
    stop.removeEventListener('abort', kill);
  }
}

interface Heard {
  outcome: CheckOutcome | null;
  error: unknown;
  stderr: string;
}

function listen(child: ChildProcess, { findModel }: ForkCheckOptions): Heard {
  const heard: Heard = { outcome: null, error: null, stderr: '' };
  const fail = (error: unknown) => {
    heard.error ??= error;
    child.kill('SIGKILL');
  };
  const tellModel = async (name: string, line: number) => {
    try {
      const command: CheckCommand = { kind: 'target', called: await findModel(name) };
      child.send(command, () => undefined);
    } catch (error) {
      if (isAppError(error) && error.fault === 'customer') heard.outcome = refusal(error, line);
      fail(error);
    }
  };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    heard.stderr = (heard.stderr + text).slice(-stderrCharactersKept);
  });
  child.on('error', fail);
  child.on('message', (message) => {
    const answer = CheckAnswer.safeParse(message);
    if (!answer.success) return fail(answer.error);
    if (answer.data.kind === 'model') void tellModel(answer.data.name, answer.data.line);
    else if (answer.data.kind === 'outcome') heard.outcome = answer.data.outcome;
    else heard.error = new AppError(answer.data.code, answer.data.message, { fault: 'platform' });
  });
  return heard;
}

function refusal({ code, message }: AppError, line: number): CheckOutcome {
  const failure = { code, message, param: 'body.model' };
  return { verdict: 'refused', failure, problems: [{ ...failure, line }] };
}
