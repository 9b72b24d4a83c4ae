import { listColumns } from '@modelmint/domain/dataset-columns';
import { type DatasetProblem, datasetProblem } from '@modelmint/domain/dataset-problem';
import { sampleRowsMax } from '@modelmint/domain/dataset-roles';
import { isDatasetProblem } from '@modelmint/domain/dataset-row';
import { Refused } from './refused.ts';
import type { FoundRow, RowSink } from './row-sink.ts';

/** Takes what a format's reader makes of its lines, in their order. */
export interface RowTaker<Raw> {
  /** `characters`: how long it is in the file. */
  take(raw: Raw, line: number, characters: number): void;
  reject(problem: DatasetProblem): void;
  end(): void;
}

export type MakeRow<Raw> = (raw: Raw, line: number) => FoundRow | DatasetProblem;

/** Row by row. */
export function takeEach<Raw>(sink: RowSink, make: MakeRow<Raw>): RowTaker<Raw> {
  return {
    take: (raw, line) => {
      const row = make(raw, line);
      if (isDatasetProblem(row)) sink.reject(row);
      else sink.accept(row);
    },
    reject: (problem) => sink.reject(problem),
    end: () => undefined,
  };
}

/** The first rows of a file, from which the rest is understood. */
export interface Sample {
  names: string[];
  rows: readonly (readonly unknown[])[];
  /** Where the names stand. */
  line: number;
}

/** Throws `Refused` where the sample shows that nothing can be made of the rows. */
export type OpenRows = (sample: Sample) => MakeRow<readonly unknown[]>;

/** Cells by the columns of a format: fields under a header, or the fields of objects. */
export interface CellSource<Raw> {
  /** From the first rows. */
  findColumns(rows: readonly Raw[]): { names: string[]; line: number | null };
  /** In the order of the names. */
  cellsOf(raw: Raw, line: number): readonly unknown[] | DatasetProblem;
}

/** However long the first rows are, no more characters of them are kept. */
const sampleCharactersMax = 8 * 1024 ** 2;

/** Keeps the first rows back until enough is known to understand them. */
export function takeSampled<Raw>(sink: RowSink, source: CellSource<Raw>, open: OpenRows): RowTaker<Raw> {
  let waiting: ({ raw: Raw; line: number } | DatasetProblem)[] = [];
  let rows = 0;
  let characters = 0;
  let taker: RowTaker<Raw> | null = null;
  const start = (): void => {
    const sample = waiting.flatMap((each) => ('raw' in each ? [each] : []));
    const { names, line } = source.findColumns(sample.map(({ raw }) => raw));
    const cells = sample.map((each) => source.cellsOf(each.raw, each.line)).filter(isCells);
    const make = open({ names, rows: cells, line: line ?? sample[0]?.line ?? 1 });
    taker = takeEach(sink, (raw, at) => {
      const found = source.cellsOf(raw, at);
      return isCells(found) ? make(found, at) : found;
    });
    const kept = waiting;
    waiting = [];
    for (const each of kept) 'raw' in each ? taker.take(each.raw, each.line, 0) : sink.reject(each);
  };
  return {
    take: (raw, line, length) => {
      if (taker !== null) return taker.take(raw, line, length);
      waiting.push({ raw, line });
      characters += length;
      if (++rows >= sampleRowsMax || characters > sampleCharactersMax) start();
    },
    reject: (problem) => {
      // In front of the first row there is no order to keep, and then no more than the sample's number of them.
      if (taker !== null || rows === 0 || waiting.length >= 2 * sampleRowsMax) sink.reject(problem);
      else waiting.push(problem);
    },
    end: () => {
      if (taker === null && rows > 0) start();
    },
  };
}

function isCells(found: readonly unknown[] | DatasetProblem): found is readonly unknown[] {
  return Array.isArray(found);
}

/** A header that names each column once, or the number of a column that has no name. */
export function headerCells(names: readonly string[], line: number): CellSource<readonly string[]> {
  const named = names.map((name, place) => (name === '' ? `column_${place + 1}` : name));
  return { findColumns: () => ({ names: named, line }), cellsOf: (fields) => fields };
}

/** The fields of all first objects. A later object may lack some, but has no others. */
export function objectCells(columnsMax: number, sink: RowSink): CellSource<Readonly<Record<string, unknown>>> {
  let keys: string[] = [];
  let known: ReadonlySet<string> = new Set();
  let sampled = 0;
  return {
    findColumns: (rows) => {
      const found = new Set(rows.flatMap((row) => Object.keys(row)));
      if (found.size > columnsMax) throw new Refused(datasetProblem('too_many_columns', null, { columnsMax }));
      keys = [...found];
      known = found;
      sampled = rows.length;
      const names = keys.map((name, place) => name.trim() || `column_${place + 1}`);
      sink.nameColumns({ columns: names });
      return { names, line: null };
    },
    cellsOf: (object, line) => {
      let met = 0;
      const cells = keys.map((key) => {
        if (!Object.hasOwn(object, key)) return null;
        met++;
        return object[key];
      });
      const all = Object.keys(object);
      if (all.length === met) return cells;
      const others = all.filter((key) => !known.has(key));
      return datasetProblem('columns_unknown', line, { rows: sampled, columns: listColumns(others) });
    },
  };
}
