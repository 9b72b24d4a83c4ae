import { isAppError } from '@modelmint/domain/errors';
import { parseId } from '@modelmint/domain/ids';
import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { organizationPage } from '../../../../../features/organization/server/page-context.ts';
import { mayNow } from '../../../../../features/organization/server/principal.ts';
import { toFirstPage } from '../../../../../features/organization/server/to-first-page.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';
import { listProjects } from '../../../../../features/project/server/list-projects.ts';
import { deliveryStates, listDeliveries } from '../../../../../features/webhook/server/list-deliveries.ts';
import { getWebhook } from '../../../../../features/webhook/server/list-webhooks.ts';
import { scopeName } from '../../../../../features/webhook/ui/scope-name.ts';
import { WebhookDetail } from '../../../../../features/webhook/ui/webhook-detail.tsx';
import { RefreshOnRows } from '../../../../../ui/refresh-on-rows.tsx';

interface WebhookPageProps {
  params: Promise<{ organizationId: string; webhookId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const shown = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhook');
  return { title: t('title') };
}

export default async function WebhookPage({ params, searchParams }: WebhookPageProps) {
  const { organizationId, webhookId } = await params;
  const { deps, principal } = await organizationPage(organizationId);
  const { role } = principal;
  const t = await getTranslations('webhook');
  if (!mayNow(principal, 'organization.write'))
    return <RoleDenied title={t('title')} role={role} isClosed={can(role, 'organization.write')} />;
  const webhook = await getWebhook(deps, principal, webhookId).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  });
  const asked = await searchParams;
  const one = (name: string): string => [asked[name]].flat()[0] ?? '';
  const query = { webhookId, limit: shown, state: deliveryStates.find((state) => state === one('state')) };
  const after = parseId('webhookDelivery', one('after')) ?? undefined;
  const list = await listDeliveries(deps, principal, { ...query, after }).catch(
    toFirstPage(`/organizations/${organizationId}/webhooks/${webhookId}`),
  );
  const projects = await listProjects(deps, principal);
  return (
    <>
      <RefreshOnRows placeId={organizationId} kinds={['webhook']} />
      <WebhookDetail
        organizationId={organizationId}
        webhook={webhook}
        projectName={
          scopeName(projects, webhook.projectId) ?? (webhook.projectId === null ? null : t('list.oneProject'))
        }
        deliveries={list.data}
        hasMore={list.hasMore}
      />
    </>
  );
}
