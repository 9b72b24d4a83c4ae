import { type DatasetProblem, datasetProblem } from './dataset-problem.ts';
import type { DatasetReport } from './dataset-report.ts';

/** Two, so that a label can be both learnt and checked. */
const distinctTextsMin = 2;
/** Past this share of bad rows the file is more likely misread than dirty. */
const badRowsShareMax = 0.5;

/** A row to learn from, and one to check by. */
const rowsMin = 2;

/** Why a fully read file cannot be trained on, or null when it can. */
export function judgeDataset(report: DatasetReport): DatasetProblem | null {
  if (report.rowsTotal === 0) {
    if (report.format === 'zip') return datasetProblem('zip_without_images', null, {});
    return report.columns === undefined
      ? datasetProblem('file_empty', null, {})
      : datasetProblem('header_only', 1, { columns: report.columns.join(', ') });
  }
  return judgeRows(report) ?? (report.task === 'text-generation' ? judgeCount(report) : judgeLabels(report));
}

function judgeRows(report: DatasetReport): DatasetProblem | null {
  const { rowsTotal: rows, rowsValid, rowsBad: bad } = report;
  const first = mostFrequentProblem(report);
  if (first === undefined) return null;
  const named = { rows, first: first.message, firstHint: first.hint };
  const isZip = report.format === 'zip';
  if (rowsValid === 0)
    return isZip
      ? datasetProblem('no_valid_images', first.line, named)
      : datasetProblem('no_valid_rows', first.line, { ...named, line: first.line ?? 1 });
  if (bad / rows <= badRowsShareMax) return null;
  return datasetProblem(isZip ? 'too_many_bad_images' : 'too_many_bad_rows', first.line, { ...named, bad });
}

/** A report shows the first problem of every code, so the most frequent one is among them. */
function mostFrequentProblem(report: DatasetReport): DatasetProblem | undefined {
  const counts = report.problemCounts;
  return report.problems.toSorted((a, b) => (counts[b.code] ?? 0) - (counts[a.code] ?? 0))[0];
}

/** Rows that repeat go to one side, so only different ones can be held out. */
function judgeCount({ rowsValid, duplicatesExact, split }: DatasetReport): DatasetProblem | null {
  const found = rowsValid - duplicatesExact;
  const needed = split.fraction === 0 ? 1 : rowsMin;
  return found < needed ? datasetProblem('too_few_rows', null, { found, needed }) : null;
}

function judgeLabels(report: DatasetReport): DatasetProblem | null {
  const tooMany = report.problems.find((problem) => problem.code === 'too_many_labels');
  if (tooMany !== undefined) return tooMany;
  const isZip = report.format === 'zip';
  const [only, ...others] = report.labels;
  if (only === undefined) return null;
  if (others.length === 0) return datasetProblem(isZip ? 'one_image_label' : 'one_label', null, { label: only.label });
  const needed = report.split.fraction === 0 ? 1 : distinctTextsMin;
  const poor = report.labels.find((label) => label.distinctTexts < needed);
  if (poor === undefined) return null;
  const { label, distinctTexts: found, firstLine: line } = poor;
  return isZip
    ? datasetProblem('too_few_images', line, { label, found, needed })
    : datasetProblem('too_few_per_label', line, { label, found, needed, line });
}
