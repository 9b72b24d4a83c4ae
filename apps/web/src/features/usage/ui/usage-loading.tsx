import { useTranslations } from 'next-intl';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Stats } from '../../../ui/stats.tsx';

/** The usage page before its numbers. */
export function UsageLoading() {
  const t = useTranslations('usage');
  return (
    <Page>
      <PageHeader title={t('title')} facts={[<Skeleton key="facts" width="220px" className="my-[5px]" />]} />
      <div aria-busy="true">
        <Stats
          stats={[t('stats.spend'), t('meters.training'), t('meters.inference'), t('stats.tokens')].map((label) => ({
            label,
            value: <Skeleton width="72px" height="18px" className="my-[7px]" />,
            detail: <Skeleton width="120px" className="my-[3px]" />,
          }))}
        />
      </div>
      <Columns stretch>
        <Column span={8}>
          <Panel title={t('chart.title')}>
            <div className="h-[342px]" />
          </Panel>
        </Column>
        <Column span={4}>
          <Panel title={t('by.model')}>
            <div className="h-40" />
          </Panel>
        </Column>
      </Columns>
      <Panel title={t('lines.title')}>
        <div className="h-28" />
      </Panel>
    </Page>
  );
}
