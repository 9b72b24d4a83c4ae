import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import type { InferenceView } from './inference-view.ts';

/** A job with the names of what it was made from. */
export interface NamedInference extends InferenceView {
  /** What it is called: its own name, else that of its file. */
  title: string;
  inputFile: { name: string; isDeleted: boolean } | null;
}

/** For pages; the API names files by their ids. */
export async function nameFiles(
  deps: Deps,
  { organizationId, projectId }: Principal,
  jobs: readonly InferenceView[],
): Promise<NamedInference[]> {
  const ids = [...new Set(jobs.map(({ inputFileId }) => inputFileId))];
  const files = await withOrg(deps.db, organizationId, (tx) =>
    tx.file.findMany({ where: { id: { in: ids }, projectId }, select: { id: true, name: true, deletedAt: true } }),
  );
  const byId = new Map(files.map(({ id, name, deletedAt }) => [id, { name, isDeleted: deletedAt !== null }]));
  return jobs.map((job) => {
    const inputFile = byId.get(job.inputFileId) ?? null;
    return { ...job, inputFile, title: job.name ?? inputFile?.name ?? job.id };
  });
}
