'use client';

import { History } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Chip } from '../../../ui/chip.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { formatMicros } from '../../usage/ui/format-micros.ts';
import type { RunSummary } from '../server/list-runs.ts';
import { ClearHistory } from './clear-history.tsx';
import { runPath } from './run-path.ts';

/** Times and money as JSON has them. */
type WireRun = Omit<RunSummary, 'amountMicros' | 'sharedAt' | 'calledAt'> & {
  amountMicros: string;
  sharedAt: string | null;
  calledAt: string;
};

/** Newest first, a page at a time. */
export function HistoryList({ projectId }: { projectId: string }) {
  const t = useTranslations('playground');
  const { runs, hasMore, problem, isLoading, read, clear } = useHistory(projectId);
  if (runs !== null && runs.length === 0)
    return (
      <EmptyState icon={<Icon of={History} />} title={t('history.emptyTitle')}>
        {t('history.emptyText')}
      </EmptyState>
    );
  return (
    <>
      <FormProblem problem={problem} />
      {runs === null && problem === null && <Waiting />}
      {runs !== null && (
        <ol aria-label={t('history.title')} className="grid">
          {runs.map((run) => (
            <li key={run.id} className="border-t border-line py-2.5 first:border-t-0 first:pt-0">
              <HistoryLine projectId={projectId} run={run} />
            </li>
          ))}
        </ol>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2">
        {(hasMore || problem) && (
          <Button size="small" isBusy={isLoading} onClick={() => read(runs?.at(-1)?.id)}>
            {problem ? t('call.retry') : t('history.more')}
          </Button>
        )}
        {runs !== null && <ClearHistory projectId={projectId} onCleared={clear} />}
      </div>
    </>
  );
}

function useHistory(projectId: string) {
  const [runs, setRuns] = useState<readonly WireRun[] | null>(null);
  const [hasMore, setMore] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isLoading, setLoading] = useState(false);
  const read = (after?: string) => {
    setLoading(true);
    setProblem(null);
    const path = `/api/projects/${projectId}/playground/runs${after === undefined ? '' : `?after=${after}`}`;
    callApi<{ data: WireRun[]; hasMore: boolean }>(path)
      .then((page) => {
        setRuns((earlier) => [...(after === undefined ? [] : (earlier ?? [])), ...page.data]);
        setMore(page.hasMore);
      })
      .catch((error: unknown) => setProblem(ApiProblem.from(error)))
      .finally(() => setLoading(false));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the list is opened
  useEffect(() => read(), []);
  const clear = () => {
    setRuns([]);
    setMore(false);
  };
  return { runs, hasMore, problem, isLoading, read, clear };
}

function HistoryLine({ projectId, run }: { projectId: string; run: WireRun }) {
  const t = useTranslations('playground');
  return (
    <>
      <Link
        href={runPath(projectId, run.id)}
        className="line-clamp-2 font-medium [overflow-wrap:anywhere] hover:underline"
      >
        {run.title}
      </Link>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-small text-fg-3">
        <RelativeTime at={new Date(run.calledAt)} />
        <span>{t(`mode.${run.mode}`)}</span>
        <code className="max-w-full truncate">{run.model}</code>
        {run.calls > 1 && <span>{t('history.calls', { count: run.calls })}</span>}
        <span className="tabular-nums">{formatMicros(BigInt(run.amountMicros))}</span>
        {run.sharedAt !== null && <Chip>{t('history.shared')}</Chip>}
      </p>
    </>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="grid gap-5">
      {[82, 64, 74, 58].map((width) => (
        <div key={width} className="grid gap-2">
          <Skeleton width={`${width}%`} />
          <Skeleton width="46%" />
        </div>
      ))}
    </div>
  );
}
