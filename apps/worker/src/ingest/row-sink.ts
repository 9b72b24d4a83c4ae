import type { DatasetProblem } from '@modelmint/domain/dataset-problem';
import type { DatasetRow } from '@modelmint/domain/dataset-row';

/** Where a format's reader puts what it finds. Throws `Refused` when it has had enough. */
export interface RowSink {
  accept(row: DatasetRow, line: number): void;
  reject(problem: DatasetProblem): void;
  /** Once, as soon as they are known. */
  nameColumns(found: { columns: string[]; textColumn?: string; labelColumn?: string; delimiter?: string }): void;
}

/** Turns lines into rows. */
export interface RowReader {
  read(line: { number: number; bytes: Buffer | null }): void;
  end(): void;
}
