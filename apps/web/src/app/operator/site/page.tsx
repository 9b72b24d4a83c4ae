import { readPublicDemo } from '@modelmint/db/system/read-public-demo';
import { readStatus } from '@modelmint/db/system/read-status';
import type { Metadata } from 'next';
import { operatorPage } from '../../../features/organization/server/page-context.ts';
import { OperatorSitePage } from '../../../features/site/ui/operator-site-page.tsx';

export const metadata: Metadata = { title: 'Public site' };

export default async function OperatorSite() {
  const { deps } = await operatorPage();
  const [demo, { incidents }] = await Promise.all([readPublicDemo(deps.db), readStatus(deps.db)]);
  return (
    <OperatorSitePage
      demo={demo === null ? null : { projectId: demo.projectId, endpoint: demo.endpoint }}
      incidents={incidents}
    />
  );
}
