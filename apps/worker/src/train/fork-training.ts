import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { AppError } from '@modelmint/domain/errors';
import { childEntry } from '../child-entry.ts';
import { readResidentBytes } from './read-resident-bytes.ts';
import {
  type CheckpointMade,
  type MetricsMade,
  type NoteMade,
  type SamplesMade,
  TrainAnswer,
  type TrainingDone,
  type TrainOrder,
  type TrainRequest,
} from './train-message.ts';

const stderrCharactersKept = 8_000;
const memoryCheckMs = 1_000;
/** A child says something about 200 times in a run, so one that says nothing for so long hangs. */
const silentMsMax = 30 * 60_000;

export interface ForkTrainingOptions {
  request: TrainRequest;
  /** The whole environment of the child. */
  variables: Record<string, string>;
  /** Kills the child; the promise rejects with the signal's reason. */
  signal: AbortSignal;
  memoryBytesMax: number;
  onOpened(engine: { engine: string; device: string }): void;
  onMetrics(metrics: MetricsMade): void;
  onSamples(samples: SamplesMade): void;
  onNote(note: NoteMade): void;
  /** Training goes on when it resolves; when it rejects the child is killed. */
  onCheckpoint(checkpoint: CheckpointMade): Promise<void>;
  silentMs?: number;
  /** The program that trains; a test puts one that misbehaves here. */
  entry?: { path: string; execArgv: string[] };
}

/**
 * Trains in a child process, which native code may at worst kill. Throws the signal's reason when aborted, what the
 * child reported, and `worker_lost` (platform) when it died without a word or took too much memory.
 */
export async function forkTraining(options: ForkTrainingOptions): Promise<TrainingDone> {
  const { signal, request } = options;
  signal.throwIfAborted();
  const { path, execArgv } = options.entry ?? childEntry('train/train-child');
  const child = fork(path, [], {
    execArgv: [...execArgv, `--max-old-space-size=${Math.round(options.memoryBytesMax / 2 ** 20)}`],
    // No secrets: native code works on a customer's data.
    env: options.variables,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const gone = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  const heard = listen(child, options);
  const watch = watchMemory(child, options.memoryBytesMax, heard);
  try {
    child.send(request, () => undefined);
    const [code, signalName] = await gone;
    signal.throwIfAborted();
    if (heard.error !== null) throw heard.error;
    if (heard.done === null) throw lost(signalName ?? `code ${code}`, heard.stderr);
    return heard.done;
  } finally {
    clearInterval(watch);
    signal.removeEventListener('abort', kill);
  }
}

interface Heard {
  done: TrainingDone | null;
  error: unknown;
  stderr: string;
}

function listen(child: ChildProcess, options: ForkTrainingOptions): Heard {
  const heard: Heard = { done: null, error: null, stderr: '' };
  const stop = (error: unknown) => {
    heard.error ??= error;
    child.kill('SIGKILL');
  };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    heard.stderr = (heard.stderr + text).slice(-stderrCharactersKept);
  });
  child.on('error', (error) => {
    heard.error ??= error;
  });
  const { silentMs = silentMsMax } = options;
  const hangs = () =>
    stop(new AppError('worker_lost', `The training process said nothing for ${silentMs / 60_000} minutes.`));
  const watch = setTimeout(hangs, silentMs);
  child.once('close', () => clearTimeout(watch));
  child.on('message', (message) => {
    watch.refresh();
    const parsed = TrainAnswer.safeParse(message);
    if (!parsed.success) return stop(strange(parsed.error.message));
    const answer = parsed.data;
    if (answer.kind === 'opened') options.onOpened(answer);
    else if (answer.kind === 'metrics') options.onMetrics(answer);
    else if (answer.kind === 'samples') options.onSamples(answer);
    else if (answer.kind === 'note') options.onNote(answer);
    else if (answer.kind === 'working') return;
    else if (answer.kind === 'done') {
      heard.done = answer;
      // It has written everything; native threads that do not end must not hold the job.
      child.kill('SIGKILL');
    } else if (answer.kind === 'failure')
      stop(
        new AppError(answer.code, answer.message, {
          fault: answer.fault,
          retryable: false,
          ...(answer.param === null ? {} : { param: answer.param }),
        }),
      );
    else
      options
        .onCheckpoint(answer)
        .then(
          () =>
            child.connected && child.send({ kind: 'taken', step: answer.step } satisfies TrainOrder, () => undefined),
          stop,
        );
  });
  return heard;
}

function watchMemory(child: ChildProcess, bytesMax: number, heard: Heard): NodeJS.Timeout {
  return setInterval(() => {
    const bytes = child.pid === undefined ? null : readResidentBytes(child.pid);
    if (bytes === null || bytes <= bytesMax) return;
    const mebibytes = Math.round(bytesMax / 2 ** 20);
    heard.error ??= new AppError(
      'worker_lost',
      `Training needed more than ${mebibytes} MiB of memory. Use a smaller batch, shorter texts, smaller images, fewer rows or a smaller model.`,
      { fault: 'customer', retryable: false },
    );
    child.kill('SIGKILL');
  }, memoryCheckMs);
}

function strange(reason: string): AppError {
  return new AppError('internal_error', `The training process said something that nobody understands: ${reason}`);
}

function lost(how: string, stderr: string): AppError {
  const lastLine = stderr.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
  const words = lastLine === '' ? '' : ` Its last words: ${lastLine}`;
  const cause = stderr === '' ? {} : { cause: new Error(stderr) };
  return new AppError('worker_lost', `The training process ended with ${how}.${words}`, {
    fault: 'platform',
    ...cause,
  });
}
