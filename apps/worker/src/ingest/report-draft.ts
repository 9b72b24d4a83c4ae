import {
  type DatasetLimits,
  datasetLimits,
  exampleCharactersMax,
  examplesShownMax,
  problemsShownMax,
  rowExamplesShownMax,
} from '@modelmint/domain/dataset-limits';
import { type DatasetProblem, type DatasetProblemCode, datasetProblem } from '@modelmint/domain/dataset-problem';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import type { Task } from '@modelmint/domain/task';
import { ChatFacts } from './chat-facts.ts';
import { ImageSizes } from './image-sizes.ts';
import type { TextFacts } from './open-text.ts';
import { Refused } from './refused.ts';
import type { FoundRow, RowFacts, RowSink, Side } from './row-sink.ts';
import type { RowSpool } from './row-spool.ts';
import { shortHash, sides, type TextKey, TextTable, textKey } from './text-table.ts';
import { TokenLengths } from './token-lengths.ts';

/** A group that the split is drawn from: the rows of a label, or all where there are no labels. */
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

export interface FixedRow {
  key: TextKey;
  label: number;
  /** No other fixed row has its text. */
  isFirst: boolean;
}

const noKey: TextKey = { high: 0, low: 0 };

/** Counts the rows of the first pass and passes the valid ones on to the spool. */
export class ReportDraft implements RowSink {
  readonly texts = new TextTable();
  readonly labels: LabelCount[] = [];
  readonly split = { train: 0, validation: 0, tokensTrain: 0, duplicatesAcrossSplits: 0 };
  format: DatasetReport['format'] = null;
  rowsValid = 0;
  rowsBad = 0;
  /** Each row names its side: the file says so, or its task holds rows out by itself. */
  isSplitGiven = false;
  /** Where every row stays on the side that it has: how many of the first are trained on. */
  keptTrainRows: number | null = null;
  /** Rows that must be trained on. */
  readonly fixed: FixedRow[] = [];
  #task: Task = 'text-classification';
  readonly #labelIndex = new Map<string | null, number>();
  readonly #problems: DatasetProblem[] = [];
  readonly #problemCounts: Partial<Record<DatasetProblemCode, number>> = {};
  readonly #lengths = new TokenLengths();
  readonly #chat = new ChatFacts();
  readonly #images = new ImageSizes();
  #facts: RowFacts | null = null;
  readonly #examples: DatasetReport['examples'] = [];
  readonly #duplicates = { exact: 0, conflicting: 0 };
  #columns: Partial<Pick<DatasetReport, 'columns' | 'textColumn' | 'labelColumn' | 'delimiter'>> = {};
  readonly #limits: DatasetLimits;
  readonly #spool: RowSpool;

  constructor(limits: DatasetLimits, spool: RowSpool) {
    this.#limits = limits;
    this.#spool = spool;
  }

  nameTask(task: Task): void {
    this.#task = task;
  }

  get task(): Task {
    return this.#task;
  }

  watch(facts: RowFacts, { isSplitGiven }: { isSplitGiven: boolean }): void {
    this.#facts = facts;
    this.isSplitGiven = isSplitGiven;
  }

  nameColumns(found: { columns: string[]; textColumn?: string; labelColumn?: string; delimiter?: string }): void {
    // All that a table may have: whoever has the file read anew chooses among them.
    const columns = found.columns.slice(0, datasetLimits.columnsMax).map((name) => name.slice(0, 200));
    this.#columns = { ...found, columns };
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

  accept(row: FoundRow): void {
    const label = this.#labelIndex.get(row.label) ?? this.#addLabel(row.label, row.line);
    const count = this.labels[label];
    if (count === undefined) {
      this.reject(this.#tooManyLabels(row));
      return;
    }
    this.#countRow();
    this.rowsValid++;
    if (count.rows++ < (row.label === null ? rowExamplesShownMax : examplesShownMax)) this.#showExample(row);
    if (row.chat !== undefined) this.#chat.add(row.chat, row.tokens);
    if (row.image !== undefined) this.#images.add(row.image);
    this.#lengths.add(row.tokens);
    this.#facts?.add(row);
    const key = row.identity === null ? noKey : this.#countIdentity(row, textKey(row.identity), label);
    const isFixed = row.isFixed === true;
    this.#spool.write({
      ...{ key, label, isFixed, tokens: row.tokens },
      json: Buffer.from(`${row.json}\n`),
      preview: Buffer.from(row.image === undefined ? '' : `${row.image.previewJson}\n`),
    });
  }

  #countIdentity({ label, answer, side, isFixed }: FoundRow, key: TextKey, group: number): TextKey {
    const kept = label === null ? shortHash(answer ?? '') : group;
    const place = this.texts.add(key, kept);
    this.#countText(place, kept, this.labels[label === null ? group : (this.texts.label[place] ?? group)]);
    if (isFixed === true) {
      this.fixed.push({ key, label: group, isFirst: this.texts.side[place] !== sides.fixed });
      this.texts.side[place] = sides.fixed;
    }
    if (side !== undefined) this.#fixSide(place, side);
    return key;
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

  #labelsMax(): number {
    const { labelsMax, imageLabelsMax, tableLabelsMax } = this.#limits;
    if (this.#task === 'tabular') return tableLabelsMax;
    return this.#task === 'image-classification' ? imageLabelsMax : labelsMax;
  }

  #tooManyLabels({ line, label }: FoundRow): DatasetProblem {
    const code = this.#task === 'tabular' ? 'target_too_many_labels' : 'too_many_labels';
    return datasetProblem(code, line, { labelsMax: this.#labelsMax(), label: label ?? '' });
  }

  #addLabel(label: string | null, firstLine: number): number {
    if (this.labels.length >= this.#labelsMax()) return -1;
    this.#labelIndex.set(label, this.labels.length);
    const none = { rows: 0, distinctTexts: 0, groupedRows: 0, train: 0, validation: 0 };
    return this.labels.push({ label: label ?? '', firstLine, ...none }) - 1;
  }

  #countText(place: number, answer: number, group: LabelCount | undefined): void {
    if (group !== undefined) group.groupedRows++;
    if (this.texts.rows[place] !== 1) {
      const isConflicting = this.texts.label[place] !== answer;
      this.#duplicates[isConflicting ? 'conflicting' : 'exact']++;
      if (isConflicting) this.texts.isConflicting[place] = 1;
      return;
    }
    if (group !== undefined) group.distinctTexts++;
  }

  /** What is in both a training and a held-out folder is trained on, since it cannot be tested fairly. */
  #fixSide(place: number, side: Side): void {
    const known = this.texts.side[place] ?? 0;
    const wanted = sides[side];
    if (known === 0 || known === wanted) {
      this.texts.side[place] = wanted;
      return;
    }
    this.split.duplicatesAcrossSplits += side === 'train' ? (this.texts.rows[place] ?? 1) - 1 : 1;
    this.texts.side[place] = sides.train;
  }

  #showLabels(): DatasetReport['labels'] {
    return this.labels
      .toSorted((a, b) => b.rows - a.rows || a.firstLine - b.firstLine)
      .map(({ groupedRows: _, ...shown }) => shown);
  }

  #showExample({ shown, line }: FoundRow): void {
    this.#examples.push({ label: cut(shown.label), line, text: cut(shown.text) });
  }

  finish(facts: TextFacts, spec: DatasetSpec): DatasetReport {
    const { tokensTrain, duplicatesAcrossSplits, train, validation } = this.split;
    const isGeneration = this.#task === 'text-generation';
    const isDone = train + validation > 0;
    const given = this.isSplitGiven && isDone ? validation / (train + validation) : null;
    return {
      task: this.#task,
      format: this.format,
      encoding: facts.encoding,
      compression: facts.compression,
      ...this.#columns,
      rowsTotal: this.rowsValid + this.rowsBad,
      rowsValid: this.rowsValid,
      rowsBad: this.rowsBad,
      problems: this.#problems,
      problemCounts: this.#problemCounts as Record<string, number>,
      labels: this.#labelIndex.has(null) ? [] : this.#showLabels(),
      lengthHistogram: this.#lengths.finish({ isLong: isGeneration }),
      tokensTotal: this.#lengths.total,
      tokensTrain,
      ...(isGeneration ? { chat: this.#chat.finish() } : {}),
      ...(this.#task === 'image-classification' ? { images: this.#images.finish() } : {}),
      duplicatesExact: this.#duplicates.exact,
      duplicatesConflicting: this.#duplicates.conflicting,
      ...this.#facts?.finish(),
      duplicatesAcrossSplits,
      split: { train, validation, seed: spec.seed, fraction: given ?? spec.validationFraction },
      examples: this.#examples,
      sizeBytes: facts.fileBytes,
      textBytes: facts.textBytes,
    };
  }
}

function cut(text: string): string {
  // By characters, so that no emoji is cut in half.
  return text.length > exampleCharactersMax
    ? `${[...text.slice(0, exampleCharactersMax + 1)].slice(0, -1).join('')}…`
    : text;
}
