import { isAppError } from '@modelmint/domain/errors';
import { can } from '@modelmint/domain/roles';
import type { Task } from '@modelmint/domain/task';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { Deps } from '../../../../../deps.ts';
import type { Example } from '../../../../../features/dataset/server/example-of.ts';
import { type DatasetDetail, getDataset } from '../../../../../features/dataset/server/get-dataset.ts';
import { type DuplicatePage, listDuplicates } from '../../../../../features/dataset/server/list-duplicates.ts';
import { listExamples } from '../../../../../features/dataset/server/list-examples.ts';
import { sampleImages } from '../../../../../features/dataset/server/sample-images.ts';
import { DatasetPage } from '../../../../../features/dataset/ui/dataset-page.tsx';
import type { ExampleView } from '../../../../../features/dataset/ui/example-pages.tsx';
import { ExampleQuery } from '../../../../../features/dataset/ui/example-query.ts';
import { projectPage } from '../../../../../features/organization/server/page-context.ts';
import type { Principal } from '../../../../../features/organization/server/principal.ts';
import { canHere } from '../../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';

interface DatasetRouteProps {
  params: Promise<{ projectId: string; datasetId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const View = ExampleQuery.extend({
  tab: z.string().optional().catch(undefined),
  kind: z.enum(['exact', 'conflicting']).optional().catch(undefined),
  group: z.coerce.number().int().min(0).max(10_000).catch(0),
});
type View = z.output<typeof View>;

const groupsShown = 20;

/** Conversations are long. */
const examplesShown: Record<Task, number> = {
  'text-classification': 50,
  'text-generation': 20,
  'image-classification': 60,
  tabular: 50,
  recommendation: 50,
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('dataset');
  return { title: t('tabs.label') };
}

export default async function DatasetRoute({ params, searchParams }: DatasetRouteProps) {
  const { projectId, datasetId } = await params;
  const view = View.parse(await searchParams);
  const { deps, principal } = await projectPage(projectId);
  const { role } = principal;
  const t = await getTranslations('dataset');
  if (!can(role, 'project.read')) return <RoleDenied title={t('tabs.label')} role={role} />;
  const { version } = view;
  const dataset = await getDataset(deps, principal, { datasetId, version }).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  });
  return (
    <DatasetPage
      projectId={projectId}
      dataset={dataset}
      tab={view.tab}
      version={version}
      rows={view.tab === undefined || view.tab === 'report' ? await readSome(deps, principal, dataset) : []}
      examples={view.tab === 'examples' ? await readExamples(deps, principal, { dataset, view }) : null}
      duplicates={view.tab === 'duplicates' ? await readDuplicates(deps, principal, { dataset, view }) : null}
      canWrite={canHere(principal, 'data.write')}
      canTrain={canHere(principal, 'job.write')}
    />
  );
}

/** Null where the version has no checked rows. */
async function readExamples(
  deps: Deps,
  principal: Principal,
  { dataset, view }: { dataset: DatasetDetail; view: View },
): Promise<ExampleView | null> {
  if (dataset.status !== 'READY') return null;
  const { split, q, label, after, version } = view;
  const limit = examplesShown[dataset.task ?? 'text-classification'];
  const query = { split, q, label, after, version };
  const { id: datasetId, versionNumber } = dataset;
  const asked = { ...query, datasetId, version: versionNumber, limit };
  const page = await listExamples(deps, principal, asked).catch((error: unknown) => {
    // A link into another version: it begins with the first row.
    if (isAppError(error) && error.param === 'after')
      return listExamples(deps, principal, { ...asked, after: undefined });
    throw error;
  });
  return { ...page, query, limit };
}

/** Null likewise. */
async function readDuplicates(
  deps: Deps,
  principal: Principal,
  { dataset, view: { kind, group } }: { dataset: DatasetDetail; view: View },
): Promise<(DuplicatePage & { limit: number }) | null> {
  if (dataset.status !== 'READY') return null;
  const { id: datasetId, versionNumber: version } = dataset;
  const page = await listDuplicates(deps, principal, { datasetId, version, kind, after: group, limit: groupsShown });
  return { ...page, limit: groupsShown };
}

const conversationsShown = 3;
const imagesShown = 24;

/** What the report shows of the rows themselves; texts with a label need no showing. */
async function readSome(deps: Deps, principal: Principal, dataset: DatasetDetail): Promise<Example[]> {
  const { id: datasetId, status, task, versionId: datasetVersionId, versionNumber: version } = dataset;
  if (status !== 'READY') return [];
  if (task === 'image-classification')
    return sampleImages(deps, principal, { datasetVersionId, split: 'train', count: imagesShown });
  if (task !== 'text-generation') return [];
  const page = await listExamples(deps, principal, { datasetId, version, split: 'train', limit: conversationsShown });
  return page.examples;
}
