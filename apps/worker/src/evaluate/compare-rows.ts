import { type ComparisonReport, comparedFigures, JudgedRow } from '@modelmint/domain/evaluation-report';
import { confidence, measureFigure } from './intervals.ts';
import type { EvaluationKind } from './judge-row.ts';
import { metricOf, RowColumns } from './row-metrics.ts';

/** Two models on the same rows; only rows that both have answered count. */
export async function compareRows(
  kind: EvaluationKind,
  { first, second }: { first: AsyncGenerator<string>; second: AsyncGenerator<string> },
): Promise<ComparisonReport> {
  const labels = new Map<string, number>();
  const [one, other] = [new RowColumns(kind, labels), new RowColumns(kind, labels)];
  for (;;) {
    const [a, b] = await Promise.all([first.next(), second.next()]);
    if (a.done === true || b.done === true) break;
    const [mine, theirs] = [a.value, b.value].map((line) => JudgedRow.parse(JSON.parse(line)));
    if (mine === undefined || theirs === undefined || mine.error !== null || theirs.error !== null) continue;
    one.add(mine);
    other.add(theirs);
  }
  await Promise.all([first, second].map((lines) => lines.return(undefined)));
  const figures: ComparisonReport['figures'] = [];
  for (const name of comparedFigures[kind]) {
    const [metric, otherMetric] = [metricOf(name, one), metricOf(name, other)];
    figures.push({
      name,
      first: await measureFigure(one.rows, metric),
      second: await measureFigure(one.rows, otherMetric),
      difference: await measureFigure(one.rows, (drawn) => otherMetric(drawn) - metric(drawn)),
    });
  }
  return { kind, confidence, rows: one.rows, figures, agreement: agreementOf(kind, one, other) };
}

function agreementOf(kind: EvaluationKind, one: RowColumns, other: RowColumns): ComparisonReport['agreement'] {
  if (kind === 'regression' || kind === 'language') return null;
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  for (const [row, isRight] of one.right.entries()) {
    const isOtherRight = other.right[row] === 1;
    if (isRight === 1) counts[isOtherRight ? 'both' : 'onlyFirst']++;
    else counts[isOtherRight ? 'onlySecond' : 'neither']++;
  }
  return counts;
}
