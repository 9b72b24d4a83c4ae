import {
  type DatasetLimits,
  exampleCharactersMax,
  examplesShownMax,
  problemsShownMax,
} from '@modelmint/domain/dataset-limits';
import { type DatasetProblem, type DatasetProblemCode, datasetProblem } from '@modelmint/domain/dataset-problem';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { DatasetRow } from '@modelmint/domain/dataset-row';
import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { splitWords } from '@modelmint/domain/split-words';
import type { TextFacts } from './open-text.ts';
import { Refused } from './refused.ts';
import type { RowSink } from './row-sink.ts';
import type { RowSpool } from './row-spool.ts';
import { TextTable, textKey } from './text-table.ts';

/** Upper ends of the histogram's bins, in tokens; a last bin takes the rest. */
const binEnds = [8, 16, 32, 64, 128, 256, 512, 1024];

export interface LabelCount {
  label: string;
  rows: number;
  distinctTexts: number;
  firstLine: number;
  /** Rows of the texts that had this label first: what the split is drawn from. */
  groupedRows: number;
  train: number;
  validation: number;
}

/** Counts the rows of the first pass and passes the valid ones on to the spool. */
export class ReportDraft implements RowSink {
  readonly texts = new TextTable();
  readonly labels: LabelCount[] = [];
  readonly split = { train: 0, validation: 0, tokensTrain: 0, duplicatesAcrossSplits: 0 };
  format: DatasetReport['format'] = null;
  rowsValid = 0;
  rowsBad = 0;
  readonly #labelIndex = new Map<string, number>();
  readonly #problems: DatasetProblem[] = [];
  readonly #problemCounts: Partial<Record<DatasetProblemCode, number>> = {};
  readonly #bins = new Array<number>(binEnds.length + 1).fill(0);
  readonly #examples: DatasetReport['examples'] = [];
  readonly #duplicates = { exact: 0, conflicting: 0 };
  #tokensTotal = 0;
  #columns: Partial<Pick<DatasetReport, 'columns' | 'textColumn' | 'labelColumn' | 'delimiter'>> = {};
  readonly #limits: DatasetLimits;
  readonly #spool: RowSpool;

  constructor(limits: DatasetLimits, spool: RowSpool) {
    this.#limits = limits;
    this.#spool = spool;
  }

  nameColumns(found: { columns: string[]; textColumn?: string; labelColumn?: string; delimiter?: string }): void {
    // A report is shown on a page, so it does not carry a thousand names.
    this.#columns = { ...found, columns: found.columns.slice(0, 100).map((name) => name.slice(0, 200)) };
  }

  reject(problem: DatasetProblem): void {
    this.#countRow();
    this.rowsBad++;
    this.#note(problem);
  }

  /** A problem with the whole file, which is no row. */
  refuse(problem: DatasetProblem): void {
    this.#note(problem);
  }

  accept(row: DatasetRow, line: number): void {
    const label = this.#labelIndex.get(row.label) ?? this.#addLabel(row.label, line);
    const count = this.labels[label];
    if (count === undefined) {
      this.reject(this.#tooManyLabels(row.label, line));
      return;
    }
    this.#countRow();
    this.rowsValid++;
    if (count.rows++ < examplesShownMax) this.#showExample(row, line);
    const key = textKey(row.text);
    this.#countText(this.texts.add(key, label), label);
    const tokens = splitWords(row.text).length;
    this.#countTokens(tokens);
    const json = Buffer.from(`${JSON.stringify({ text: row.text, label: row.label })}\n`);
    this.#spool.write({ key, label, tokens, json });
  }

  #countRow(): void {
    const { rowsMax } = this.#limits;
    if (this.rowsValid + this.rowsBad >= rowsMax) throw new Refused(datasetProblem('too_many_rows', null, { rowsMax }));
  }

  #note(problem: DatasetProblem): void {
    const seen = this.#problemCounts[problem.code] ?? 0;
    this.#problemCounts[problem.code] = seen + 1;
    if (seen === 0 || this.#problems.length < problemsShownMax) this.#problems.push(problem);
  }

  #addLabel(label: string, firstLine: number): number {
    if (this.labels.length >= this.#limits.labelsMax) return -1;
    this.#labelIndex.set(label, this.labels.length);
    const none = { rows: 0, distinctTexts: 0, groupedRows: 0, train: 0, validation: 0 };
    return this.labels.push({ label, firstLine, ...none }) - 1;
  }

  #tooManyLabels(label: string, line: number): DatasetProblem {
    return datasetProblem('too_many_labels', line, { labelsMax: this.#limits.labelsMax, label });
  }

  #countText(place: number, label: number): void {
    const first = this.texts.label[place] ?? label;
    const group = this.labels[first];
    if (group !== undefined) group.groupedRows++;
    if (this.texts.rows[place] !== 1) {
      this.#duplicates[first === label ? 'exact' : 'conflicting']++;
      return;
    }
    if (group !== undefined) group.distinctTexts++;
  }

  #countTokens(tokens: number): void {
    this.#tokensTotal += tokens;
    const found = binEnds.findIndex((end) => tokens <= end);
    const bin = found < 0 ? binEnds.length : found;
    this.#bins[bin] = (this.#bins[bin] ?? 0) + 1;
  }

  #showExample({ text, label }: DatasetRow, line: number): void {
    const isCut = text.length > exampleCharactersMax;
    // By characters, so that no emoji is cut in half.
    const shown = isCut ? `${[...text.slice(0, exampleCharactersMax + 1)].slice(0, -1).join('')}…` : text;
    this.#examples.push({ label, line, text: shown });
  }

  finish(facts: TextFacts, spec: DatasetSpec): DatasetReport {
    const { tokensTrain, duplicatesAcrossSplits, train, validation } = this.split;
    return {
      format: this.format,
      encoding: facts.encoding,
      compression: facts.compression,
      ...this.#columns,
      rowsTotal: this.rowsValid + this.rowsBad,
      rowsValid: this.rowsValid,
      rowsBad: this.rowsBad,
      problems: this.#problems,
      problemCounts: this.#problemCounts as Record<string, number>,
      labels: this.labels
        .toSorted((a, b) => b.rows - a.rows || a.firstLine - b.firstLine)
        .map(({ groupedRows: _, ...shown }) => shown),
      lengthHistogram: this.#bins.map((rows, bin) => ({
        from: bin === 0 ? 0 : (binEnds[bin - 1] ?? 0) + 1,
        to: binEnds[bin] ?? null,
        rows,
      })),
      tokensTotal: this.#tokensTotal,
      tokensTrain,
      duplicatesExact: this.#duplicates.exact,
      duplicatesConflicting: this.#duplicates.conflicting,
      duplicatesAcrossSplits,
      split: { train, validation, seed: spec.seed, fraction: spec.validationFraction },
      examples: this.#examples,
      sizeBytes: facts.fileBytes,
      textBytes: facts.textBytes,
    };
  }
}
