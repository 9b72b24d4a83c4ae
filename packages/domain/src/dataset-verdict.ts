import { listColumns } from './dataset-columns.ts';
import { type DatasetProblem, datasetProblem } from './dataset-problem.ts';
import type { DatasetReport } from './dataset-report.ts';
import { drawsRows } from './dataset-split.ts';

/** Two, so that a label can be both learnt and checked. */
const distinctTextsMin = 2;
/** Past this share of bad rows the file is more likely misread than dirty. */
const badRowsShareMax = 0.5;

/** A row to learn from, and one to check by. */
const rowsMin = 2;
/** Two different values to learn from, and one to check by. */
const valueRowsMin = 3;

/** Why a fully read file cannot be trained on, or null when it can. */
export function judgeDataset(report: DatasetReport): DatasetProblem | null {
  if (report.rowsTotal === 0) {
    if (report.format === 'zip') return datasetProblem('zip_without_images', null, {});
    return report.columns === undefined
      ? datasetProblem('file_empty', null, {})
      : datasetProblem('header_only', 1, { columns: listColumns(report.columns) });
  }
  return judgeRows(report) ?? judgeContent(report);
}

function judgeContent(report: DatasetReport): DatasetProblem | null {
  if (report.task === 'text-generation') return judgeCount(report);
  if (report.task === 'recommendation') return judgeRatings(report);
  return report.task === 'tabular' ? (judgeColumns(report) ?? judgeTarget(report)) : judgeLabels(report);
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
  const tooMany = report.problems.find(({ code }) => code === 'too_many_labels' || code === 'target_too_many_labels');
  if (tooMany !== undefined) return tooMany;
  const isZip = report.format === 'zip';
  const [only, ...others] = report.labels;
  if (only === undefined) return null;
  if (others.length === 0) return datasetProblem(isZip ? 'one_image_label' : 'one_label', null, { label: only.label });
  const needed = report.split.fraction === 0 ? 1 : distinctTextsMin;
  const isByRow = drawsRows({ task: report.task, rows: report.rowsValid, distinct: countDistinct(report) });
  const countOf = ({ rows, distinctTexts }: DatasetReport['labels'][number]) => (isByRow ? rows : distinctTexts);
  const poor = report.labels.find((label) => countOf(label) < needed);
  if (poor === undefined) return null;
  const { label, firstLine: line } = poor;
  const found = countOf(poor);
  if (report.task === 'tabular') return datasetProblem('too_few_rows_of_label', line, { label, found, needed, line });
  return isZip
    ? datasetProblem('too_few_images', line, { label, found, needed })
    : datasetProblem('too_few_per_label', line, { label, found, needed, line });
}

function countDistinct({ rowsValid, duplicatesExact, duplicatesConflicting }: DatasetReport): number {
  return rowsValid - duplicatesExact - duplicatesConflicting;
}

function judgeColumns({ table }: DatasetReport): DatasetProblem | null {
  const inputs = table?.columns.filter(({ role }) => role === 'numeric' || role === 'categorical') ?? [];
  const empty = inputs.filter(({ distinct }) => distinct === 0).map(({ name }) => name);
  if (empty.length > 0) return datasetProblem('column_all_missing', null, { columns: empty.slice(0, 20).join('", "') });
  if (inputs.some(({ distinct, missing }) => distinct > 1 || missing > 0)) return null;
  return datasetProblem('columns_constant', null, { column: table?.target.name ?? '' });
}

function judgeTarget(report: DatasetReport): DatasetProblem | null {
  if (report.table?.target.kind !== 'value') return judgeLabels(report);
  const { name } = report.table.target;
  const { min, max } = report.table.columns.find(({ role }) => role === 'target') ?? {};
  if (min !== undefined && min === max) return datasetProblem('one_value', null, { column: name, value: min });
  const needed = report.split.fraction === 0 ? valueRowsMin - 1 : valueRowsMin;
  const distinct = countDistinct(report);
  const found = drawsRows({ task: report.task, rows: report.rowsValid, distinct }) ? report.rowsValid : distinct;
  return found < needed ? datasetProblem('table_too_small', null, { found, needed }) : null;
}

function judgeRatings({ ratings }: DatasetReport): DatasetProblem | null {
  if (ratings === undefined) return null;
  const { users, usersWithOne, itemsTrained } = ratings;
  if (usersWithOne === users) return datasetProblem('too_few_interactions', null, { users });
  return itemsTrained !== undefined && itemsTrained < 2 ? datasetProblem('one_item', null, {}) : null;
}
