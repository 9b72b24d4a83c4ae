import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatasetLimits, datasetLimits } from '@modelmint/domain/dataset-limits';
import { DatasetSpec, type DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import type { IngestOutcome } from './ingest-message.ts';
import { readDataset } from './read-dataset.ts';

export interface TestReader {
  read(bytes: Uint8Array | string, spec?: DatasetSpecInput, limits?: Partial<DatasetLimits>): Promise<IngestOutcome>;
  /** The rows of a split, as they were written last. */
  rows<Row>(name: 'train' | 'validation'): Row[];
  files(): string[];
  close(): void;
}

/** Reads files in the test's own process. */
export function makeTestReader(): TestReader {
  const folder = mkdtempSync(join(tmpdir(), 'modelmint-read-'));
  return {
    read: (bytes, spec = {}, limits = {}) => {
      const sourcePath = join(folder, 'source');
      writeFileSync(sourcePath, bytes);
      const request = { sourcePath, fileName: 'source', outputFolder: folder, spec: DatasetSpec.parse(spec) };
      return readDataset({ ...request, limits: { ...datasetLimits, ...limits } }, async () => undefined);
    },
    rows: (name) => {
      const lines = readFileSync(join(folder, `${name}.jsonl`), 'utf8')
        .split('\n')
        .slice(0, -1);
      return lines.map((line) => JSON.parse(line));
    },
    files: () => readdirSync(folder).filter((name) => name !== 'source'),
    close: () => rmSync(folder, { recursive: true }),
  };
}

export const jsonLines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
export const csvOf = (header: string, rows: readonly string[]): string =>
  `${header}\n${rows.map((row) => `${row}\n`).join('')}`;
export const numbersTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
