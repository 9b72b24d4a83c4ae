import { Scale } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { translateProblem } from '../../../i18n/translate-problem.ts';
import { BarList } from '../../../ui/bar-list.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount, formatShare } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { Comparison } from '../server/compare-evaluations.ts';
import type { EvaluationView } from '../server/evaluation-view.ts';
import { CompareTable } from './compare-table.tsx';
import { formatPercent } from './format-figure.ts';
import { StartCompare } from './start-compare.tsx';

interface ComparePageProps {
  projectId: string;
  /** Why the two cannot be compared, in place of a comparison; null: nobody has said which. */
  comparison: Comparison | { refusal: string | null };
  canWrite: boolean;
}

/** Two models on the same rows: each figure, the difference, and whether it is more than chance. */
export function ComparePage({ projectId, comparison, canWrite }: ComparePageProps) {
  const t = useTranslations('evaluation');
  const home = `/projects/${projectId}/evaluations`;
  if ('refusal' in comparison)
    return (
      <Page>
        <PageHeader title={t('compare.title')} />
        <Panel>
          <EmptyState
            icon={<Icon of={Scale} />}
            title={comparison.refusal === null ? t('compare.pick') : t('compare.cannot')}
            actions={<LinkButton href={home}>{t('compare.back')}</LinkButton>}
          >
            {comparison.refusal === null ? t('compare.pickText') : translateProblem(comparison.refusal)}
          </EmptyState>
        </Panel>
      </Page>
    );
  const { first, second, state } = comparison;
  const data = t('data.version', { name: first.datasetName, number: first.versionNumber });
  return (
    <Page>
      <PageCrumb name={t('compare.title')} />
      <RefreshOnRows projectId={projectId} kinds={['evaluation']} isMoving={state === 'open'} />
      <PageHeader
        title={t('compare.title')}
        facts={[t('compare.fact', { data }), t(`part.${first.part}`)]}
        actions={
          <LinkButton href={`${home}/compare?first=${second.id}&second=${first.id}`}>{t('compare.swap')}</LinkButton>
        }
      />
      <Columns stretch>
        <Column span={6}>
          <Side title={t('compare.first')} evaluation={first} home={home} />
        </Column>
        <Column span={6}>
          <Side title={t('compare.second')} evaluation={second} home={home} />
        </Column>
      </Columns>
      <Body {...{ projectId, comparison, canWrite }} />
    </Page>
  );
}

function Side({ title, evaluation, home }: { title: string; evaluation: EvaluationView; home: string }) {
  const { id, model, title: name } = evaluation;
  return (
    <Panel title={title} className="h-full">
      <p className="text-lead font-medium [overflow-wrap:anywhere]" title={model}>
        {shortModelName(model)}
      </p>
      <Link className="link" href={`${home}/${id}`}>
        {name}
      </Link>
    </Panel>
  );
}

function Body({ projectId, comparison, canWrite }: ComparePageProps & { comparison: Comparison }) {
  const t = useTranslations('evaluation');
  const { state, report, reason, first, second } = comparison;
  if (state === 'failed')
    return (
      <Note
        tone="danger"
        action={canWrite && <StartCompare isAgain {...{ projectId, firstId: first.id, secondId: second.id }} />}
      >
        {t('compare.failed', { reason: reason === null ? '' : translateProblem(reason) })}
      </Note>
    );
  if (state === 'absent')
    return (
      <Panel>
        <EmptyState
          icon={<Icon of={Scale} />}
          title={t('compare.absentTitle')}
          actions={canWrite && <StartCompare {...{ projectId, firstId: first.id, secondId: second.id }} />}
        >
          {t('compare.startText')}
        </EmptyState>
      </Panel>
    );
  if (report === null)
    return (
      <Panel title={t('compare.figures')}>
        <div className="grid gap-3" aria-busy="true">
          <p className="text-fg-2">{t('compare.open')}</p>
          <Skeleton width="90%" />
          <Skeleton width="75%" />
        </div>
      </Panel>
    );
  return (
    <>
      <Panel
        title={t('compare.figures')}
        description={t('compare.intervals', { confidence: formatPercent(report.confidence), rows: report.rows })}
        isFlush
      >
        <CompareTable report={report} />
      </Panel>
      {report.agreement !== null && (
        <Panel title={t('compare.agreement')}>
          <BarList
            label={t('compare.agreement')}
            bars={(['both', 'onlyFirst', 'onlySecond', 'neither'] as const).map((kind) => ({
              label: t(`compare.${kind}`),
              share: (report.agreement?.[kind] ?? 0) / Math.max(1, report.rows),
              value: formatCount(report.agreement?.[kind] ?? 0),
              valueDetail: formatShare((report.agreement?.[kind] ?? 0) / Math.max(1, report.rows)),
              isMuted: kind === 'neither',
            }))}
          />
        </Panel>
      )}
    </>
  );
}
