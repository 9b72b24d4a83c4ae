import type { ApiProblem } from '../../../ui/api-problem.ts';
import { formatCount, formatQuantity } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import type { NamedInference } from '../server/name-files.ts';
import type { ResultRow } from '../server/result-row.ts';
import { ResultTable } from './result-table.tsx';

export interface ResultPreview {
  first: readonly ResultRow[];
  errors: readonly ResultRow[];
  /** Why they cannot be shown, such as that the file was deleted. */
  problem: Pick<ApiProblem, 'message'> | null;
}

/** The first rows as they are answered, and the first of those at fault. */
export function ResultPanels({ job, preview }: { job: NamedInference; preview: ResultPreview }) {
  const { rowsDone, rowsFailed, mode, route, isOver } = job;
  const { first, errors, problem } = preview;
  const hasInput = mode === 'ROWS';
  // The lines at fault say it all.
  if (isOver && rowsDone + rowsFailed === 0) return null;
  if (problem !== null)
    return (
      <Panel title="Results">
        <p className="text-pretty text-fg-2">{problem.message}</p>
      </Panel>
    );
  return (
    <>
      {errors.length > 0 && (
        <Panel
          title="Rows with an error"
          aside={
            errors.length < rowsFailed
              ? `first ${formatCount(errors.length)} of ${formatCount(rowsFailed)}`
              : formatCount(rowsFailed)
          }
          isFlush
        >
          <ResultTable label="Rows with an error" route={route} hasInput={hasInput} rows={errors} />
        </Panel>
      )}
      <Panel
        title="Results"
        aside={first.length > 0 ? `first ${formatQuantity(first.length, 'row')}` : undefined}
        isFlush={first.length > 0}
      >
        {first.length > 0 ? (
          <ResultTable label="First results" route={route} hasInput={hasInput} rows={first} />
        ) : (
          <p className="text-pretty text-fg-2">
            {isOver
              ? rowsDone === 0
                ? 'No row was answered.'
                : 'The results are in the file.'
              : 'The first results stand here as soon as a worker has answered them.'}
          </p>
        )}
      </Panel>
    </>
  );
}
