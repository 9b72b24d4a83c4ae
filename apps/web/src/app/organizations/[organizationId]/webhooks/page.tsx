import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { organizationPage } from '../../../../features/organization/server/page-context.ts';
import { mayNow } from '../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { listProjects } from '../../../../features/project/server/list-projects.ts';
import { listWebhooks } from '../../../../features/webhook/server/list-webhooks.ts';
import { WebhookList } from '../../../../features/webhook/ui/webhook-list.tsx';
import { RefreshOnRows } from '../../../../ui/refresh-on-rows.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhook');
  return { title: t('title') };
}

export default async function Webhooks({ params }: { params: Promise<{ organizationId: string }> }) {
  const { organizationId } = await params;
  const { deps, principal } = await organizationPage(organizationId);
  const { role } = principal;
  const t = await getTranslations('webhook');
  if (!mayNow(principal, 'organization.write'))
    return <RoleDenied title={t('title')} role={role} isClosed={can(role, 'organization.write')} />;
  const webhooks = await listWebhooks(deps, principal);
  const projects = await listProjects(deps, principal);
  return (
    <>
      <RefreshOnRows placeId={organizationId} kinds={['webhook']} />
      <WebhookList
        organizationId={organizationId}
        webhooks={webhooks}
        projects={projects.map(({ id, name }) => ({ id, name }))}
      />
    </>
  );
}
