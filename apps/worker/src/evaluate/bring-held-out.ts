import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { CheckWork } from '@modelmint/db/system/claim-check';
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
  const [source, expected] = [createWriteStream(files.sourcePath), createWriteStream(files.expectedPath)];
  const { task, target, keys } = evaluation;
  for (const key of keys ?? []) {
    const split = await storage.materialize(key);
    try {
      for await (const line of linesOf(createReadStream(split.path))) {
        signal.throwIfAborted();
        if (line === '') continue;
        const row = cutRow(JSON.parse(line) as Record<string, unknown>, {
          task,
          target,
          ask: { route, column, parameters },
        });
        const kept: ExpectedLine = { input: row.input, expected: row.expected };
        await write(source, row.ask);
        await write(expected, kept);
      }
    } finally {
      await split.release();
    }
  }
  await Promise.all([source, expected].map((stream) => finished(stream.end())));
  return files;
}

async function write(stream: WriteStream, value: unknown): Promise<void> {
  if (!stream.write(`${JSON.stringify(value)}\n`)) await once(stream, 'drain');
}
