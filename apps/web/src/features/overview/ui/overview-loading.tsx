import { useTranslations } from 'next-intl';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { JobList } from '../../fine-tuning/ui/job-list.tsx';

/** The overview before its numbers. */
export function OverviewLoading() {
  const t = useTranslations('overview');
  return (
    <Page>
      <PageHeader title={t('title')} facts={[<Skeleton key="facts" width="220px" className="my-[5px]" />]} />
      <div aria-busy="true">
        <Stats
          stats={[
            t('stats.spend'),
            t('stats.requests'),
            t('stats.latency'),
            t('stats.endpoints'),
            t('stats.credit'),
          ].map((label) => ({
            label,
            value: <Skeleton width="72px" height="18px" className="my-[7px]" />,
            detail: <Skeleton width="120px" className="my-[3px]" />,
          }))}
        />
      </div>
      <Columns stretch>
        <Column span={7}>
          <Panel title={t('charts.requests')}>
            <div className="h-[226px]" />
          </Panel>
        </Column>
        <Column span={5}>
          <Panel title={t('charts.spendPerDay')}>
            <div className="h-[226px]" />
          </Panel>
        </Column>
      </Columns>
      <Panel title={t('jobs')} isFlush>
        <JobList projectId="" jobs={null} isFiltered={false} canWrite={false} />
      </Panel>
    </Page>
  );
}
