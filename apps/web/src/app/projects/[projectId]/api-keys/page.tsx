import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { listApiKeys } from '../../../../features/api-key/server/list-api-keys.ts';
import { ApiKeyList } from '../../../../features/api-key/ui/api-key-list.tsx';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { RefreshOnRows } from '../../../../ui/refresh-on-rows.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('apiKey');
  return { title: t('title') };
}

export default async function ApiKeysPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { deps, principal } = await projectPage(projectId);
  const t = await getTranslations('apiKey');
  if (!can(principal.role, 'key.read')) return <RoleDenied title={t('title')} role={principal.role} />;
  const keys = await listApiKeys(deps, principal);
  return (
    <>
      <RefreshOnRows projectId={projectId} kinds={['api_key']} />
      <ApiKeyList projectId={projectId} keys={keys} canWrite={canHere(principal, 'key.write')} readAt={new Date()} />
    </>
  );
}
