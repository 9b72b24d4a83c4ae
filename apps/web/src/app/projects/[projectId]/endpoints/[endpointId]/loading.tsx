import { useTranslations } from 'next-intl';
import { Column, Columns } from '../../../../../ui/columns.tsx';
import { Page } from '../../../../../ui/page.tsx';
import { PageHeader } from '../../../../../ui/page-header.tsx';
import { Panel } from '../../../../../ui/panel.tsx';
import { Skeleton } from '../../../../../ui/skeleton.tsx';
import { Stats } from '../../../../../ui/stats.tsx';

export default function EndpointLoading() {
  const t = useTranslations('endpoint');
  const range = t('range.24h');
  const labels = [
    t('stats.requests', { range }),
    t('stats.errors', { range }),
    t('stats.latency'),
    t('stats.spend', { range }),
  ];
  return (
    <Page>
      <PageHeader
        title={<Skeleton width="160px" height="18px" />}
        facts={[<Skeleton key="facts" width="280px" className="my-[5px]" />]}
      />
      <div className="h-[32px]" />
      <div aria-busy="true">
        <Stats
          stats={labels.map((label) => ({
            label,
            value: <Skeleton width="72px" height="18px" className="my-[7px]" />,
            detail: <Skeleton width="96px" className="my-[3px]" />,
          }))}
        />
      </div>
      <Columns stretch>
        {[t('charts.latency'), t('charts.requests')].map((title) => (
          <Column key={title} span={6}>
            <Panel title={title}>
              <div className="h-[226px]" />
            </Panel>
          </Column>
        ))}
      </Columns>
      <Columns>
        <Column span={7}>
          <div className="h-[214px] rounded-lg border border-line bg-code" />
          <Panel title={t('detail.requests')}>
            <div className="h-[152px]" />
          </Panel>
        </Column>
        <Column span={5}>
          <Panel title={t('facts.title')}>
            <div className="grid gap-6 py-2">
              {[72, 48, 60, 40, 64, 52, 44].map((width) => (
                <Skeleton key={width} width={`${width}%`} />
              ))}
            </div>
          </Panel>
        </Column>
      </Columns>
    </Page>
  );
}
