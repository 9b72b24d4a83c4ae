import { useTranslations } from 'next-intl';
import { Column, Columns } from '../../../../ui/columns.tsx';
import { Page } from '../../../../ui/page.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { Skeleton } from '../../../../ui/skeleton.tsx';

export default function PlaygroundLoading() {
  const t = useTranslations('playground');
  return (
    <Page>
      <PageHeader title={t('title')} facts={[t('facts')]} />
      <Columns stretch>
        <Column span={6}>
          <Panel title={t('loading.input')}>
            <div aria-busy="true" className="h-60">
              <Skeleton width="100%" height="160px" />
            </div>
          </Panel>
        </Column>
        <Column span={6}>
          <Panel title={t('loading.result')}>
            <div className="h-60" />
          </Panel>
        </Column>
      </Columns>
    </Page>
  );
}
