import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DatasetLimits, datasetLimits } from '@modelmint/domain/dataset-limits';
import type { DatasetProblem } from '@modelmint/domain/dataset-problem';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { DatasetSpec, type DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { AppError } from '@modelmint/domain/errors';
import { childEntry } from '../child-entry.ts';
import {
  duplicatesFileName,
  type EditedSource,
  IngestAnswer,
  type IngestProgress,
  type IngestRequest,
  spoolFileName,
  trainFileName,
  trainPreviewFileName,
  validationFileName,
  validationPreviewFileName,
} from './ingest-message.ts';

/** The heap; the table of texts and the buffers lie outside it and are bounded by `memoryBytesMax`. */
const heapMiB = 256;
const stderrCharactersKept = 4_000;
const filesWritten = [
  ...[trainFileName, validationFileName, duplicatesFileName, spoolFileName],
  ...[trainPreviewFileName, validationPreviewFileName],
];

export interface IngestDatasetOptions {
  sourcePath: string;
  /** As the customer named it; for messages only. */
  fileName: string;
  /** Made when absent; gets train.jsonl, validation.jsonl and duplicates.jsonl, and the previews of images. */
  outputFolder: string;
  spec?: DatasetSpecInput;
  /** Rows of another version, with changes, instead of the file. */
  edited?: EditedSource | undefined;
  signal?: AbortSignal;
  onProgress?: (progress: IngestProgress) => void;
  limits?: Partial<DatasetLimits>;
}

export interface SplitPaths {
  train: string;
  validation: string;
}

export type IngestResult = (
  | {
      verdict: 'ready';
      report: DatasetReport;
      paths: SplitPaths;
      duplicatesPath: string;
      previewPaths: SplitPaths | null;
    }
  | { verdict: 'invalid'; report: DatasetReport; reason: DatasetProblem }
) & {
  /** Resident memory of the child at its highest. */
  memoryBytesPeak: number;
};

/**
 * Checks, counts and splits an uploaded file in a child process, which the bytes may at worst kill.
 * Throws the signal's reason when aborted; `worker_lost` when the child died or took too long, which may be tried
 * again; `storage_full` and `internal_error`. After an error the output folder holds none of its files.
 */
export async function ingestDataset(options: IngestDatasetOptions): Promise<IngestResult> {
  const { sourcePath, fileName, outputFolder, signal } = options;
  signal?.throwIfAborted();
  await mkdir(outputFolder, { recursive: true });
  const limits = { ...datasetLimits, ...options.limits };
  const spec = DatasetSpec.parse(options.spec ?? {});
  try {
    const { edited } = options;
    const request = { sourcePath, fileName, outputFolder, spec, limits, edited };
    const { outcome, memoryBytesPeak } = await runChild(request, options);
    if (outcome.verdict === 'invalid') return { ...outcome, memoryBytesPeak };
    const inFolder = (train: string, validation: string): SplitPaths => ({
      train: join(outputFolder, train),
      validation: join(outputFolder, validation),
    });
    const isZip = outcome.report.format === 'zip';
    return {
      ...outcome,
      paths: inFolder(trainFileName, validationFileName),
      duplicatesPath: join(outputFolder, duplicatesFileName),
      previewPaths: isZip ? inFolder(trainPreviewFileName, validationPreviewFileName) : null,
      memoryBytesPeak,
    };
  } catch (error) {
    for (const name of filesWritten) await rm(join(outputFolder, name), { force: true });
    throw error;
  }
}

async function runChild(request: IngestRequest, options: IngestDatasetOptions): Promise<IngestReturn> {
  const { path, execArgv } = childEntry('ingest/ingest-child');
  const child = fork(path, [], {
    execArgv: [...execArgv, `--max-old-space-size=${heapMiB}`],
    // No secrets for a process that reads hostile bytes.
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const gone = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const timeout = AbortSignal.timeout(request.limits.durationMsMax);
  const stop = AbortSignal.any([timeout, ...(options.signal === undefined ? [] : [options.signal])]);
  const kill = (): boolean => child.kill('SIGKILL');
  stop.addEventListener('abort', kill, { once: true });
  try {
    const heard = listen(child, options.onProgress);
    child.send(request, () => undefined);
    const [code, signalName] = await gone;
    options.signal?.throwIfAborted();
    if (timeout.aborted)
      throw lost(request, `took longer than ${Math.round(request.limits.durationMsMax / 1000)} s`, heard.stderr);
    if (heard.error !== null) throw heard.error;
    if (heard.answer === null) throw lost(request, `ended with ${signalName ?? `code ${code}`}`, heard.stderr);
    return heard.answer;
  } finally {
    stop.removeEventListener('abort', kill);
  }
}

type IngestReturn = Extract<IngestAnswer, { kind: 'outcome' }>;

interface Heard {
  answer: IngestReturn | null;
  error: unknown;
  stderr: string;
}

function listen(child: ChildProcess, onProgress: IngestDatasetOptions['onProgress']): Heard {
  const heard: Heard = { answer: null, error: null, stderr: '' };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    heard.stderr = (heard.stderr + text).slice(-stderrCharactersKept);
  });
  child.on('error', (error) => {
    heard.error = error;
  });
  child.on('message', (message) => {
    try {
      const answer = IngestAnswer.parse(message);
      if (answer.kind === 'progress') onProgress?.(answer.progress);
      else if (answer.kind === 'outcome') heard.answer = answer;
      else heard.error = new AppError(answer.code, answer.message, { fault: 'platform' });
    } catch (error) {
      heard.error = error;
      child.kill('SIGKILL');
    }
  });
  return heard;
}

function lost({ fileName }: IngestRequest, what: string, stderr: string): AppError {
  const cause = stderr === '' ? {} : { cause: new Error(stderr) };
  return new AppError('worker_lost', `The process that reads ${fileName} ${what}.`, cause);
}
