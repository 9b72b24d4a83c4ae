import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { listDatasets } from '../../../../features/dataset/server/list-datasets.ts';
import { DatasetsPage } from '../../../../features/dataset/ui/datasets-page.tsx';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';

interface DataPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ q?: string; state?: string }>;
}

export const metadata: Metadata = { title: 'Data' };

export default async function DataPage({ params, searchParams }: DataPageProps) {
  const { projectId } = await params;
  const { q = '', state } = await searchParams;
  const { deps, principal } = await projectPage(projectId);
  if (!can(principal.role, 'project.read')) return <RoleDenied title="Data" role={principal.role} />;
  const all = await listDatasets(deps, principal);
  const wanted = q.toLowerCase();
  const shown = all.filter(
    ({ name, fileName, status }) =>
      (name.toLowerCase().includes(wanted) || fileName.toLowerCase().includes(wanted)) &&
      (state === undefined || status === state.toUpperCase()),
  );
  return (
    <DatasetsPage
      projectId={projectId}
      datasets={shown}
      total={all.length}
      canWrite={canHere(principal, 'data.write')}
    />
  );
}
