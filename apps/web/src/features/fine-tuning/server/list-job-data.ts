import type { DatasetVersion } from '@modelmint/db/generated/client';
import { withOrg } from '@modelmint/db/with-org';
import { guessRatingColumns } from '@modelmint/domain/dataset-rating-columns';
import { guessTarget } from '@modelmint/domain/dataset-target';
import { hasTextAndLabel } from '@modelmint/domain/dataset-task';
import type { Task } from '@modelmint/domain/task';
import type { Deps } from '../../../deps.ts';
import { translateProblem } from '../../../i18n/translate-problem.ts';
import { listDatasets, type PickedDatasets } from '../../dataset/server/list-datasets.ts';
import type { Principal } from '../../organization/server/principal.ts';

/** How many examples one reading of a file has. */
export interface DataCounts {
  trainRows: number;
  validationRows: number;
  trainTokens: number;
  labels: number;
}

/** The newest reading of a data set for one task. */
export interface DataReading {
  task: Task;
  versionNumber: number;
  status: DatasetVersion['status'];
  /** Null until READY. */
  counts: DataCounts | null;
  /** What the target of a table holds. */
  targetKind: 'label' | 'value' | null;
  /** Whether what users did has ratings that differ; null for other data. */
  hasRatings: boolean | null;
}

/** A data set as the form of a new job sees it. */
export interface JobData {
  datasetId: string;
  name: string;
  /** Of the newest version. */
  versionNumber: number;
  fileId: string;
  /** Why it cannot be trained on now; null when it can. */
  blockedBecause: string | null;
  readings: DataReading[];
  /** Its rows are chats: a model learns them by its chat template. */
  hasChats: boolean;
  /**
   * Tasks that the file was not read for, and could be: a chat of two turns is also a text with its label, and a table is
   * for what the names of its columns make clear.
   */
  unreadTasks: Task[];
}

interface Row extends DataReading {
  datasetId: string;
  hasMessages: boolean;
  /** Of a table, or the fields of the first object; null where the file has none, or nobody has looked. */
  columns: string[] | null;
}

/** The data sets of the project, newest first, with what each was read for. */
export async function listJobData(deps: Deps, principal: Principal, asked: PickedDatasets = {}): Promise<JobData[]> {
  const datasets = await listDatasets(deps, principal, asked);
  const rows = await readReadings(
    deps,
    principal,
    datasets.map(({ id }) => id),
  );
  return datasets.map(({ id: datasetId, name, versionNumber, fileId, status }) => {
    const own = rows.filter((row) => row.datasetId === datasetId);
    const readings = own.map(({ task, versionNumber: number, status: state, counts, targetKind, hasRatings }) => ({
      ...{ task, versionNumber: number, status: state, counts, targetKind, hasRatings },
    }));
    const hasChats = own.some(({ hasMessages }) => hasMessages);
    const isReady = readings.some((reading) => reading.status === 'READY');
    const isMoving = status === 'PENDING' || status === 'VALIDATING';
    return {
      ...{ datasetId, name, versionNumber, fileId, readings },
      blockedBecause: isMoving || !isReady ? translateProblem(reasons[status]) : null,
      hasChats,
      unreadTasks: possibleTasks(own).filter((task) => !readings.some((reading) => reading.task === task)),
    };
  });
}

function possibleTasks(readings: readonly Row[]): Task[] {
  if (readings.some(({ hasMessages }) => hasMessages)) return ['text-classification', 'text-generation'];
  const columns = readings.find((reading) => reading.columns !== null)?.columns ?? [];
  const isTexts = hasTextAndLabel(columns);
  return [
    ...(isTexts ? ['text-classification' as const] : []),
    // Texts alone tell a predictor of labels nothing.
    ...(guessTarget(columns) !== undefined && !(isTexts && columns.length === 2) ? ['tabular' as const] : []),
    ...(guessRatingColumns(columns) === null ? [] : ['recommendation' as const]),
  ];
}

const reasons = {
  PENDING: 'Waits to be checked; it can be chosen when it is ready.',
  VALIDATING: 'Is being checked; it can be chosen when it is ready.',
  INVALID: 'Cannot be trained on; its report says why.',
  READY: 'Cannot be trained on; its report says why.',
} as const satisfies Record<DatasetVersion['status'], string>;

/** In SQL, because reports are long and only a few of their numbers are shown here. */
async function readReadings(
  deps: Deps,
  { organizationId, projectId }: Principal,
  ids: readonly string[],
): Promise<Row[]> {
  const found = await withOrg(
    deps.db,
    organizationId,
    (tx) => tx.$queryRaw<(Omit<Row, 'counts'> & { [Name in keyof DataCounts]: number | null })[]>`
      SELECT DISTINCT ON ("datasetId", "task") * FROM (
        SELECT v."datasetId", v."number" AS "versionNumber", v."status"::text AS "status",
          coalesce(v."spec"->>'task', v."report"->>'task', 'text-classification') AS "task",
          coalesce(v."report"->>'textColumn' = 'messages', false)
            OR coalesce((v."report"#>>'{chat,rows,messages}')::int > 0, false) AS "hasMessages",
          CASE WHEN v."report"->>'format' IN ('csv', 'jsonl') THEN v."report"->'columns' END AS "columns",
          v."report"#>>'{table,target,kind}' AS "targetKind",
          CASE WHEN v."report"->'ratings' IS NOT NULL THEN v."report"#>>'{ratings,ratingColumn}' IS NOT NULL
            AND v."report"#>'{ratings,min}' IS DISTINCT FROM v."report"#>'{ratings,max}' END AS "hasRatings",
          v."trainRows", v."validationRows", v."trainTokens"::float8 AS "trainTokens",
          jsonb_array_length(coalesce(v."report"->'labels', '[]')) AS "labels"
        FROM "dataset_version" v JOIN "dataset" d ON d."id" = v."datasetId"
        WHERE d."projectId" = ${projectId} AND d."deletedAt" IS NULL AND d."id" = ANY(${[...ids]}::text[])
          AND (v."spec"->>'task' IS NOT NULL OR v."report" IS NOT NULL)) AS reading
      ORDER BY "datasetId", "task", "versionNumber" DESC`,
  );
  return found.map(({ trainRows, validationRows, trainTokens, labels, ...row }) => ({
    ...row,
    counts:
      row.status === 'READY' && trainRows !== null
        ? { trainRows, validationRows: validationRows ?? 0, trainTokens: trainTokens ?? 0, labels: labels ?? 0 }
        : null,
  }));
}
