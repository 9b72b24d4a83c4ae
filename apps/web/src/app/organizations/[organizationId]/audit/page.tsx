import { parseId } from '@modelmint/domain/ids';
import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuditQuery } from '../../../../features/audit/server/audit-query.ts';
import {
  getAuditEntry,
  listAuditEntries,
  readAuditFilters,
} from '../../../../features/audit/server/list-audit-entries.ts';
import { AuditPage } from '../../../../features/audit/ui/audit-page.tsx';
import { organizationPage } from '../../../../features/organization/server/page-context.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';

interface AuditLogProps {
  params: Promise<{ organizationId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const entriesShown = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('audit');
  return { title: t('title') };
}

export default async function AuditLog({ params, searchParams }: AuditLogProps) {
  const { organizationId } = await params;
  const { deps, principal } = await organizationPage(organizationId);
  const t = await getTranslations('audit');
  if (!can(principal.role, 'audit.read')) return <RoleDenied title={t('title')} role={principal.role} />;
  const asked = await searchParams;
  const one = (name: string): string | undefined => [asked[name]].flat()[0];
  const id = (name: string) => parseId('auditEntry', one(name) ?? '') ?? undefined;
  const { actor, action, project, from, to } = Object.fromEntries(Object.keys(asked).map((name) => [name, one(name)]));
  // What cannot be read filters nothing, as everywhere.
  const query = AuditQuery.safeParse({ actor, action, project, from, to });
  const after = id('after');
  const anchor = after === undefined ? null : await getAuditEntry(deps, principal, after);
  const [list, choices] = await Promise.all([
    listAuditEntries(deps, principal, {
      ...(query.success ? query.data : {}),
      after: anchor?.id,
      limit: entriesShown,
    }),
    readAuditFilters(deps, principal),
  ]);
  const entry = id('entry');
  const shown =
    list.data.find((one) => one.id === entry) ??
    (entry === undefined ? null : await getAuditEntry(deps, principal, entry));
  return (
    <AuditPage
      organizationId={organizationId}
      entries={list.data}
      shown={shown}
      hasMore={list.hasMore}
      choices={choices}
      now={new Date()}
    />
  );
}
