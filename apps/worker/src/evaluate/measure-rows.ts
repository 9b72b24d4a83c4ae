import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type ClassificationReport,
  type ComparedFigure,
  comparedFigures,
  type EvaluationReport,
  type JudgedRow,
  type MeasuredFigure,
} from '@modelmint/domain/evaluation-report';
import { calibrationBins, expectedCalibrationError } from '@modelmint/ml/metrics/calibration-bins';
import { confusionMatrix } from '@modelmint/ml/metrics/confusion-matrix';
import { ChrfCorpus } from '@modelmint/ml/metrics/corpus-chrf';
import { measureLabels } from '@modelmint/ml/metrics/measure-labels';
import { rocAuc } from '@modelmint/ml/metrics/roc-auc';
import { confidence, figureOf, measureFigure } from './intervals.ts';
import type { AnsweredLine, EvaluationKind } from './judge-row.ts';
import { metricOf, RowColumns } from './row-metrics.ts';

/** The area under the curve is made label by label; of more labels than this it says little and takes long. */
const aucLabelsMax = 20;
const binCount = 10;
/** Texts whose runs of characters are counted; a long one by its beginning. */
const chrfMax = { texts: 2_000, characters: 10_000 };

/** Gathers judged rows one by one, then says what they show. */
export class RowMeasure {
  readonly #kind: EvaluationKind;
  readonly #columns: RowColumns;
  readonly #confidences: number[] = [];
  readonly #scores: Float32Array[] = [];
  readonly #chrf = new ChrfCorpus();
  #failed = 0;
  #cut = 0;

  constructor(kind: EvaluationKind) {
    this.#kind = kind;
    this.#columns = new RowColumns(kind);
  }

  add(row: JudgedRow, output: AnsweredLine['output']): void {
    if (row.error !== null) {
      this.#failed++;
      return;
    }
    this.#columns.add(row);
    if (row.isCut === true) this.#cut++;
    if (this.#kind === 'classification') this.#addScores(row, output);
    // Row by row, since all at once would keep a worker from its heartbeat for minutes.
    if (this.#kind === 'generation' && this.#columns.rows <= chrfMax.texts)
      this.#chrf.add((row.predicted ?? '').slice(0, chrfMax.characters), row.expected.slice(0, chrfMax.characters));
  }

  /** Null when no row was answered. */
  async finish(): Promise<EvaluationReport | null> {
    const { rows, tokens } = this.#columns;
    if (rows === 0) return null;
    const common = { rows, failed: this.#failed, confidence };
    switch (this.#kind) {
      case 'classification':
        return {
          kind: 'classification',
          ...common,
          ...(await this.#figures('classification')),
          ...(await this.#labels()),
        };
      case 'regression':
        return { kind: 'regression', ...common, ...(await this.#figures('regression')) };
      case 'generation': {
        const chrf = figureOf(this.#chrf.score());
        return { kind: 'generation', ...common, ...(await this.#figures('generation')), chrf, cut: this.#cut };
      }
      default: {
        const sum = tokens.reduce((total, count) => total + count, 0);
        return { kind: 'language', ...common, ...(await this.#figures('language')), tokens: sum };
      }
    }
  }

  async #figures<K extends EvaluationKind>(
    kind: K,
  ): Promise<Record<(typeof comparedFigures)[K][number], MeasuredFigure>> {
    const found: Partial<Record<ComparedFigure, MeasuredFigure>> = {};
    for (const name of comparedFigures[kind])
      found[name] = await measureFigure(this.#columns.rows, metricOf(name, this.#columns));
    return found as Record<(typeof comparedFigures)[K][number], MeasuredFigure>;
  }

  #addScores(row: JudgedRow, output: AnsweredLine['output']): void {
    this.#confidences.push(row.score ?? 0);
    const scores = new Float32Array(aucLabelsMax);
    for (const { label, score } of output?.scores ?? []) {
      const place = this.#columns.labels.get(label) ?? aucLabelsMax;
      if (place < aucLabelsMax) scores[place] = score;
    }
    this.#scores.push(scores);
  }

  async #labels(): Promise<
    Pick<ClassificationReport, 'auc' | 'calibrationError' | 'bins' | 'baseline' | 'perLabel' | 'confusion'>
  > {
    const { labels, expected, predicted, right, rows } = this.#columns;
    const names = [...labels.keys()];
    const matrix = confusionMatrix(expected, predicted, names.length);
    const perLabel = measureLabels(names, matrix);
    // One class: the predicted label, right or not.
    const isWrong = right.map((one) => 1 - one);
    const bins = calibrationBins(isWrong, this.#confidences, { classes: 1, bins: binCount });
    const support = Math.max(...perLabel.map((one) => one.support));
    return {
      auc: await this.#auc(names.length),
      calibrationError: expectedCalibrationError(bins),
      ...{ bins, perLabel, baseline: support / rows },
      confusion: matrix.flatMap((counts, is) =>
        counts.flatMap((count, said): [number, number, number][] => (count === 0 ? [] : [[is, said, count]])),
      ),
    };
  }

  async #auc(labels: number): Promise<number | null> {
    if (labels > aucLabelsMax) return null;
    const { expected } = this.#columns;
    const areas: number[] = [];
    for (let label = 0; label < labels; label++) {
      await nextTurn();
      const isOne = Uint8Array.from(expected, (one) => (one === label ? 1 : 0));
      const area = rocAuc(
        isOne,
        Float64Array.from(this.#scores, (scores) => scores[label] ?? 0),
      );
      if (!Number.isNaN(area)) areas.push(area);
    }
    return areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length;
  }
}
