import type { ReadCell } from '@modelmint/domain/dataset-cell';
import type { DatasetProblem } from '@modelmint/domain/dataset-problem';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { GenerationRow } from '@modelmint/domain/generation-row';
import type { Task } from '@modelmint/domain/task';

/** A valid row of any task, ready to be counted and written. */
export interface FoundRow {
  line: number;
  /** null where rows have none. */
  label: string | null;
  /** All rows with an equal one go to one side of the split; null where no side is drawn. */
  identity: string | Uint8Array | null;
  /** What is billed for one pass over the row. */
  tokens: number;
  /** Its line of train.jsonl or validation.jsonl, without the newline. */
  json: string;
  /** How a report shows it. */
  shown: { text: string; label: string };
  chat?: Pick<GenerationRow, 'kind' | 'turns' | 'hasSystem'>;
  image?: ImageFacts & { previewJson: string };
  /** Of a table: its cells in the order of the columns. */
  cells?: readonly ReadCell[];
  rating?: RatedPair;
  /** Where there is no label: rows of one identity with another answer contradict each other. */
  answer?: string;
  /** It is the first that has something which training needs, so it is not held out. */
  isFixed?: boolean;
  /** Where the file itself says so; else it is drawn. */
  side?: Side;
}

export interface ImageFacts {
  width: number;
  height: number;
  format: string;
}

/** What a user thought of an item: places among the users and the items met so far. */
export interface RatedPair {
  user: number;
  item: number;
  rating: number | null;
  time: number | null;
}

/** What a report says of the rows of one task. */
export interface RowFacts {
  add(row: FoundRow): void;
  finish(): Pick<DatasetReport, 'table' | 'ratings'> & Partial<DatasetReport>;
}

export type Side = 'train' | 'validation';

/** Where a format's reader puts what it finds. Throws `Refused` when it has had enough. */
export interface RowSink {
  accept(row: FoundRow): void;
  reject(problem: DatasetProblem): void;
  /** Once, before the first row. */
  nameTask(task: Task): void;
  /** Once, as soon as they are known. */
  nameColumns(found: { columns: string[]; textColumn?: string; labelColumn?: string; delimiter?: string }): void;
  /** Before the first row: what is to be learned of rows beside what all have. `isSplitGiven`: the draw of the split has no say. */
  watch(facts: RowFacts, options: { isSplitGiven: boolean }): void;
}

/** Turns lines into rows. */
export interface RowReader {
  read(line: { number: number; bytes: Buffer | null }): void;
  end(): void;
}
