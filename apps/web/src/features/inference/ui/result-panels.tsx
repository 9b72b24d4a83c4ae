import { useTranslations } from 'next-intl';
import { translateProblem } from '../../../i18n/translate-problem.ts';
import type { ApiProblem } from '../../../ui/api-problem.ts';
import { formatCount } from '../../../ui/format.ts';
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
  const t = useTranslations('inference');
  const { rowsDone, rowsFailed, mode, route, isOver } = job;
  const { first, errors, problem } = preview;
  const hasInput = mode === 'ROWS';
  // The lines at fault say it all.
  if (isOver && rowsDone + rowsFailed === 0) return null;
  if (problem !== null)
    return (
      <Panel title={t('results.title')}>
        <p className="text-pretty text-fg-2">{translateProblem(problem.message)}</p>
      </Panel>
    );
  return (
    <>
      {errors.length > 0 && (
        <Panel
          title={t('results.errors')}
          aside={
            errors.length < rowsFailed
              ? t('results.firstOf', { shown: formatCount(errors.length), total: formatCount(rowsFailed) })
              : formatCount(rowsFailed)
          }
          isFlush
        >
          <ResultTable label={t('results.errors')} route={route} hasInput={hasInput} rows={errors} />
        </Panel>
      )}
      <Panel
        title={t('results.title')}
        aside={first.length > 0 ? t('results.firstRows', { count: first.length }) : undefined}
        isFlush={first.length > 0}
      >
        {first.length > 0 ? (
          <ResultTable label={t('results.first')} route={route} hasInput={hasInput} rows={first} />
        ) : (
          <p className="text-pretty text-fg-2">
            {t(isOver ? (rowsDone === 0 ? 'results.none' : 'results.inFile') : 'results.willCome')}
          </p>
        )}
      </Panel>
    </>
  );
}
