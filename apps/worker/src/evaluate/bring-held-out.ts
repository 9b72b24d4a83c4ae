import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { CheckWork, HeldOutRows } from '@modelmint/db/system/claim-check';
import type { EvaluationAsk } from '@modelmint/domain/evaluation';
import { cutRow, type ExpectedLine, expectedFileName } from '@modelmint/domain/held-out-row';
import type { WorkerDeps } from '../deps.ts';
import { linesOf } from '../infer/chunk-files.ts';

export interface HeldOutFiles {
  /** What is asked, as the input of the job. */
  sourcePath: string;
  expectedPath: string;
}

/** Writes what an evaluation asks and what it expects into two files of `folder`, line by line. */
export async function bringHeldOut(
  { storage }: Pick<WorkerDeps, 'storage'>,
  work: CheckWork,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<HeldOutFiles> {
  const { evaluation, route, column, parameters } = work;
  if (evaluation === null) throw new Error(`the job ${work.jobId} answers for no evaluation`);
  const files = { sourcePath: path.join(folder, 'held-out.jsonl'), expectedPath: path.join(folder, expectedFileName) };
  const streams: Streams = [createWriteStream(files.sourcePath), createWriteStream(files.expectedPath)];
  const stop = new AbortController();
  const rows = { ...evaluation, ask: { route, column, parameters } };
  const place = { streams, signal: AbortSignal.any([signal, stop.signal]) };
  try {
    // Listened to from the start: a full disk that nobody hears of would end the whole worker.
    await Promise.all([...streams.map((stream) => finished(stream)), writeRows(storage, rows, place)]);
  } finally {
    stop.abort();
    for (const stream of streams) stream.destroy();
  }
  return files;
}

type Streams = [source: WriteStream, expected: WriteStream];

async function writeRows(
  storage: WorkerDeps['storage'],
  { keys, ...how }: HeldOutRows & { ask: EvaluationAsk },
  { streams: [source, expected], signal }: { streams: Streams; signal: AbortSignal },
): Promise<void> {
  for (const key of keys ?? []) {
    const split = await storage.materialize(key);
    try {
      for await (const line of linesOf(createReadStream(split.path))) {
        signal.throwIfAborted();
        if (line === '') continue;
        const { ask, ...kept } = cutRow(JSON.parse(line) as Record<string, unknown>, how);
        await write(source, ask, signal);
        await write(expected, { input: kept.input, expected: kept.expected } satisfies ExpectedLine, signal);
      }
    } finally {
      await split.release();
    }
  }
  source.end();
  expected.end();
}

async function write(stream: WriteStream, value: unknown, signal: AbortSignal): Promise<void> {
  if (!stream.write(`${JSON.stringify(value)}\n`)) await once(stream, 'drain', { signal });
}
