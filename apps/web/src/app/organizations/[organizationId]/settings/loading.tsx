import { useTranslations } from 'next-intl';
import { Page } from '../../../../ui/page.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { Skeleton } from '../../../../ui/skeleton.tsx';

export default function SettingsLoading() {
  const t = useTranslations('organization');
  return (
    <Page>
      <PageHeader title={t('settings.title')} facts={[<Skeleton key="facts" width="220px" className="my-[5px]" />]} />
      <Panel title={t('rename.title')}>
        <div aria-busy="true" className="h-[196px]" />
      </Panel>
      <Panel title={t('leave.title')}>
        <div className="h-8" />
      </Panel>
    </Page>
  );
}
