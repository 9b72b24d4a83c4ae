import { readPublicDemo } from '@modelmint/db/system/read-public-demo';
import { readStatus } from '@modelmint/db/system/read-status';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { operatorPage } from '../../../features/organization/server/page-context.ts';
import { OperatorSitePage } from '../../../features/site/ui/operator-site-page.tsx';
import { ClientMessages } from '../../../i18n/client-messages.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('operator');
  return { title: t('site.title') };
}

export default async function OperatorSite() {
  const { deps } = await operatorPage();
  const [demo, { incidents }] = await Promise.all([readPublicDemo(deps.db), readStatus(deps.db)]);
  return (
    <ClientMessages namespaces={['site']}>
      <OperatorSitePage
        demo={demo === null ? null : { projectId: demo.projectId, endpoint: demo.endpoint }}
        incidents={incidents}
      />
    </ClientMessages>
  );
}
