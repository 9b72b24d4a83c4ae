import { type DatasetProblem, datasetProblem } from './dataset-problem.ts';
import type { DatasetReport } from './dataset-report.ts';

/** Two, so that a label can be both learnt and checked. */
const distinctTextsMin = 2;
/** Past this share of bad rows the file is more likely misread than dirty. */
const badRowsShareMax = 0.5;

/** Why a fully read file cannot be trained on, or null when it can. */
export function judgeDataset(report: DatasetReport): DatasetProblem | null {
  if (report.rowsTotal === 0) {
    return report.columns === undefined
      ? datasetProblem('file_empty', null, {})
      : datasetProblem('header_only', 1, { columns: report.columns.join(', ') });
  }
  return judgeRows(report) ?? judgeLabels(report);
}

function judgeRows(report: DatasetReport): DatasetProblem | null {
  const { rowsTotal: rows, rowsValid, rowsBad: bad } = report;
  const first = mostFrequentProblem(report);
  if (first === undefined) return null;
  const named = { rows, first: first.message, firstHint: first.hint };
  if (rowsValid === 0) return datasetProblem('no_valid_rows', first.line, { ...named, line: first.line ?? 1 });
  if (bad / rows > badRowsShareMax) return datasetProblem('too_many_bad_rows', first.line, { ...named, bad });
  return null;
}

/** A report shows the first problem of every code, so the most frequent one is among them. */
function mostFrequentProblem(report: DatasetReport): DatasetProblem | undefined {
  const counts = report.problemCounts;
  return report.problems.toSorted((a, b) => (counts[b.code] ?? 0) - (counts[a.code] ?? 0))[0];
}

function judgeLabels(report: DatasetReport): DatasetProblem | null {
  const tooMany = report.problems.find((problem) => problem.code === 'too_many_labels');
  if (tooMany !== undefined) return tooMany;
  const [only, ...others] = report.labels;
  if (only === undefined) return null;
  if (others.length === 0) return datasetProblem('one_label', null, { label: only.label });
  const needed = report.split.fraction === 0 ? 1 : distinctTextsMin;
  const poor = report.labels.find((label) => label.distinctTexts < needed);
  if (poor === undefined) return null;
  const { label, distinctTexts: found, firstLine: line } = poor;
  return datasetProblem('too_few_per_label', line, { label, found, needed, line });
}
