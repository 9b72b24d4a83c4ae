import { isAppError } from '@modelmint/domain/errors';
import { can } from '@modelmint/domain/roles';
import type { Task } from '@modelmint/domain/task';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import type { Deps } from '../../../../../deps.ts';
import type { Example } from '../../../../../features/dataset/server/example-of.ts';
import { type DatasetDetail, getDataset } from '../../../../../features/dataset/server/get-dataset.ts';
import { listExamples } from '../../../../../features/dataset/server/list-examples.ts';
import { sampleImages } from '../../../../../features/dataset/server/sample-images.ts';
import { DatasetPage } from '../../../../../features/dataset/ui/dataset-page.tsx';
import type { ExampleView } from '../../../../../features/dataset/ui/example-pages.tsx';
import { projectPage } from '../../../../../features/organization/server/page-context.ts';
import type { Principal } from '../../../../../features/organization/server/principal.ts';
import { canHere } from '../../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';

interface DatasetRouteProps {
  params: Promise<{ projectId: string; datasetId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const View = z.object({
  tab: z.string().optional().catch(undefined),
  split: z.enum(['train', 'validation']).catch('train'),
  offset: z.coerce.number().int().min(0).max(20_000).catch(0),
});

/** Conversations are long. */
const examplesShown: Record<Task, number> = {
  'text-classification': 50,
  'text-generation': 20,
  'image-classification': 60,
  tabular: 50,
  recommendation: 50,
};

export const metadata: Metadata = { title: 'Data set' };

export default async function DatasetRoute({ params, searchParams }: DatasetRouteProps) {
  const { projectId, datasetId } = await params;
  const view = View.parse(await searchParams);
  const { deps, principal } = await projectPage(projectId);
  const { role } = principal;
  if (!can(role, 'project.read')) return <RoleDenied title="Data set" role={role} />;
  const dataset = await getDataset(deps, principal, datasetId).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  });
  return (
    <DatasetPage
      projectId={projectId}
      dataset={dataset}
      tab={view.tab}
      rows={view.tab === undefined || view.tab === 'report' ? await readSome(deps, principal, dataset) : []}
      examples={view.tab === 'examples' ? await readExamples(deps, principal, { dataset, view }) : null}
      canWrite={canHere(principal, 'data.write')}
      canTrain={canHere(principal, 'job.write')}
    />
  );
}

/** Null where the newest version has no checked rows. */
async function readExamples(
  deps: Deps,
  principal: Principal,
  { dataset, view }: { dataset: DatasetDetail; view: z.infer<typeof View> },
): Promise<ExampleView | null> {
  if (dataset.status !== 'READY') return null;
  const { split, offset } = view;
  const limit = examplesShown[dataset.task ?? 'text-classification'];
  const page = await listExamples(deps, principal, { datasetId: dataset.id, split, offset, limit });
  return { ...page, split, offset, limit };
}

const conversationsShown = 3;
const imagesShown = 24;

/** What the report shows of the rows themselves; texts with a label need no showing. */
async function readSome(deps: Deps, principal: Principal, dataset: DatasetDetail): Promise<Example[]> {
  const { id: datasetId, status, task, versionId: datasetVersionId } = dataset;
  if (status !== 'READY') return [];
  if (task === 'image-classification')
    return sampleImages(deps, principal, { datasetVersionId, split: 'train', count: imagesShown });
  if (task !== 'text-generation') return [];
  const page = await listExamples(deps, principal, { datasetId, split: 'train', limit: conversationsShown });
  return page.examples;
}
