import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ListDatasetPage, listDatasetPage } from '../../../../features/dataset/server/list-dataset-page.ts';
import { DatasetsPage } from '../../../../features/dataset/ui/datasets-page.tsx';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { toFirstPage } from '../../../../features/organization/server/to-first-page.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';

interface DataPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What makes no sense in the URL is not asked for. */
const Asked = ListDatasetPage.extend({
  q: ListDatasetPage.shape.q.catch(''),
  state: ListDatasetPage.shape.state.catch(undefined),
  after: ListDatasetPage.shape.after.catch(undefined),
}).omit({ limit: true });

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('dataset');
  return { title: t('list.title') };
}

export default async function DataPage({ params, searchParams }: DataPageProps) {
  const { projectId } = await params;
  const query = Asked.parse(await searchParams);
  const t = await getTranslations('dataset');
  const { deps, principal } = await projectPage(projectId);
  if (!can(principal.role, 'project.read')) return <RoleDenied title={t('list.title')} role={principal.role} />;
  const list = await listDatasetPage(deps, principal, query).catch(toFirstPage(`/projects/${projectId}/data`));
  return (
    <DatasetsPage
      projectId={projectId}
      list={list}
      query={{ q: query.q, state: query.state, after: query.after }}
      canWrite={canHere(principal, 'data.write')}
    />
  );
}
