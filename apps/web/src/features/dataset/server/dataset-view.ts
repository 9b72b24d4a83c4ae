import type { Dataset, DatasetVersion, File } from '@modelmint/db/generated/client';
import { DatasetReport } from '@modelmint/domain/dataset-report';
import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { taskOfSpec } from '@modelmint/domain/dataset-task';
import type { Task } from '@modelmint/domain/task';

/** A data set by its newest version, as a list shows it. */
export interface DatasetView {
  id: string;
  name: string;
  /** What its rows are read for; null while only the file's content could tell, and that is not read yet. */
  task: Task | null;
  createdAt: Date;
  fileId: string;
  fileName: string;
  /** Of the uploaded file. */
  sizeBytes: number;
  versionId: string;
  versionNumber: number;
  status: DatasetVersion['status'];
  /** 0 to 1 while VALIDATING. */
  progress: number;
  /** Why it is INVALID; of one that is PENDING, what it waits for. */
  reason: string | null;
  /** Null until READY. */
  counts: { trainRows: number; validationRows: number; trainTokens: number; validationTokens: number } | null;
  labels: string[];
  finishedAt: Date | null;
}

export interface DatasetVersionView {
  id: string;
  number: number;
  /** Of an edited version: from which one, and what was changed. */
  edited: { base: number; labels: number; removed: number } | null;
  status: DatasetVersion['status'];
  spec: DatasetSpec;
  reason: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

/** Without its edits, which are many. */
export type StoredVersion = Omit<DatasetVersion, 'edits'> & { file: File };
export type StoredDataset = Dataset & { versions: StoredVersion[] };

/** By one of its versions: the newest, where none is named. Null when it has none, which no code leaves behind. */
export function toDatasetView(
  { versions, ...row }: StoredDataset,
  shown: StoredVersion | undefined = versions[0],
): DatasetView | null {
  if (shown === undefined) return null;
  const { file, status, progress, reason, finishedAt } = shown;
  const { trainRows, validationRows, trainTokens, validationTokens } = shown;
  const report = readReport(shown);
  const isCounted = status === 'READY' && trainRows !== null && validationRows !== null;
  return {
    ...{ id: row.id, name: row.name, createdAt: row.createdAt, status, progress, reason, finishedAt },
    task: report?.task ?? taskOfSpec(shown.spec as DatasetSpec),
    ...{ fileId: file.id, fileName: file.name, sizeBytes: Number(file.sizeBytes) },
    ...{ versionId: shown.id, versionNumber: shown.number },
    counts: isCounted
      ? {
          ...{ trainRows, validationRows },
          trainTokens: Number(trainTokens ?? 0n),
          validationTokens: Number(validationTokens ?? 0n),
        }
      : null,
    labels: report?.labels.map(({ label }) => label) ?? [],
  };
}

export function toVersionView(version: StoredVersion, all: readonly StoredVersion[]): DatasetVersionView {
  const { id, number, status, reason, createdAt, finishedAt, baseVersionId, labelsEdited, rowsRemoved } = version;
  const base = all.find((each) => each.id === baseVersionId);
  const edited =
    base === undefined ? null : { base: base.number, labels: labelsEdited ?? 0, removed: rowsRemoved ?? 0 };
  return { id, number, edited, status, spec: version.spec as DatasetSpec, reason, createdAt, finishedAt };
}

/** Null until the check has ended. */
export function readReport({ report }: Pick<DatasetVersion, 'report'>): DatasetReport | null {
  const parsed = DatasetReport.safeParse(report);
  return parsed.success ? parsed.data : null;
}
