import type { ComparedFigure, JudgedRow } from '@modelmint/domain/evaluation-report';
import { measureRegression } from '@modelmint/ml/metrics/measure-regression';
import { type Metric, meanOf } from './intervals.ts';
import type { EvaluationKind } from './judge-row.ts';

/** Numbers of judged rows in columns: what figures and their intervals are made of. Rows that were not answered are left out. */
export class RowColumns {
  readonly labels = new Map<string, number>();
  readonly expected: number[] = [];
  readonly predicted: number[] = [];
  readonly right: number[] = [];
  readonly loss: number[] = [];
  readonly tokens: number[] = [];
  readonly hits: number[] = [];
  readonly overlap: number[] = [];
  readonly #kind: EvaluationKind;

  constructor(kind: EvaluationKind, labels = new Map<string, number>()) {
    this.#kind = kind;
    this.labels = labels;
  }

  get rows(): number {
    return this.right.length;
  }

  add(row: JudgedRow): void {
    const isLabelled = this.#kind === 'classification';
    this.right.push(row.isRight === true ? 1 : 0);
    this.expected.push(isLabelled ? this.placeOf(row.expected) : Number(row.expected));
    this.predicted.push(isLabelled ? this.placeOf(row.predicted ?? '') : Number(row.predicted));
    this.loss.push(row.nats ?? -Math.log(Math.max(row.expectedScore ?? 0, smallest)));
    this.tokens.push(row.tokens ?? 0);
    this.hits.push(row.hits ?? 0);
    this.overlap.push(row.overlap ?? 0);
  }

  placeOf(label: string): number {
    const known = this.labels.get(label);
    if (known !== undefined) return known;
    this.labels.set(label, this.labels.size);
    return this.labels.size - 1;
  }
}

/** As packages/ml's log loss keeps the logarithm finite. */
const smallest = 1e-12;

/** A figure of drawn rows. */
export function metricOf(name: ComparedFigure, columns: RowColumns): Metric {
  switch (name) {
    case 'accuracy':
    case 'exact':
      return meanOf(columns.right);
    case 'rougeL':
      return meanOf(columns.overlap);
    case 'logLoss':
      return meanOf(columns.loss);
    case 'macroF1':
      return macroF1(columns);
    case 'perplexity':
      return (drawn) => Math.exp(ratio(columns.loss, columns.tokens, drawn));
    case 'tokenAccuracy':
      return (drawn) => ratio(columns.hits, columns.tokens, drawn);
    default:
      return (drawn) => regression(columns, drawn)[name];
  }
}

/**
 * Over the labels that the drawn rows have or were given: one of which no row was drawn says nothing of the model, and
 * as a 0 it would pull the interval below the figure.
 */
function macroF1({ labels, expected, predicted }: RowColumns): Metric {
  return (drawn) => {
    // Without the whole matrix, which a thousand labels would make large.
    const [hits, counted] = [new Float64Array(labels.size), new Float64Array(labels.size)];
    for (const row of drawn) {
      const [is, said] = [expected[row] ?? 0, predicted[row] ?? 0];
      counted[is] = (counted[is] ?? 0) + 1;
      counted[said] = (counted[said] ?? 0) + 1;
      if (is === said) hits[is] = (hits[is] ?? 0) + 1;
    }
    let [sum, met] = [0, 0];
    for (const [place, count] of counted.entries()) {
      if (count === 0) continue;
      sum += (2 * (hits[place] ?? 0)) / count;
      met++;
    }
    return sum / met;
  };
}

function regression({ expected, predicted }: RowColumns, drawn: Int32Array) {
  return measureRegression(pick(expected, drawn), pick(predicted, drawn));
}

/** As a loop: `from` with a function takes many times as long. */
function pick(values: readonly number[], drawn: Int32Array): Float64Array {
  const picked = new Float64Array(drawn.length);
  for (let place = 0; place < drawn.length; place++) picked[place] = values[drawn[place] ?? 0] ?? Number.NaN;
  return picked;
}

function ratio(parts: readonly number[], wholes: readonly number[], drawn: Int32Array): number {
  let [part, whole] = [0, 0];
  for (const row of drawn) {
    part += parts[row] ?? 0;
    whole += wholes[row] ?? 0;
  }
  return part / whole;
}
