import { useTranslations } from 'next-intl';
import { Page } from '../../ui/page.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Stats } from '../../ui/stats.tsx';

const labels = ['console.workers', 'console.running', 'console.broken', 'console.payments'] as const;

export default function ConsoleLoading() {
  const t = useTranslations('operator');
  return (
    <Page>
      <PageHeader title={t('console.title')} facts={[t('console.all')]} />
      <div aria-busy="true">
        <Stats
          stats={labels.map((label) => ({
            label: t(label),
            value: <Skeleton width="48px" height="18px" className="my-[7px]" />,
            detail: <Skeleton width="96px" className="my-[3px]" />,
          }))}
        />
      </div>
      <div className="h-[35px] border-b border-line" />
      <Panel>
        <div className="h-60" />
      </Panel>
    </Page>
  );
}
