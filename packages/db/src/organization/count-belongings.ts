import type { OrgTransaction } from '../with-org.ts';

export interface Belongings {
  members: number;
  projects: number;
  datasets: number;
  files: number;
  /** Of the files and of the models. */
  storedBytes: bigint;
  models: number;
  endpoints: number;
  apiKeys: number;
  openJobs: number;
}

/** What deleting an organization destroys. */
export async function countBelongings(tx: OrgTransaction, organizationId: string): Promise<Belongings> {
  const kept = { deletedAt: null };
  const files = await tx.file.aggregate({ where: kept, _count: true, _sum: { sizeBytes: true } });
  const models = await tx.model.aggregate({ where: kept, _count: true, _sum: { sizeBytes: true } });
  const openTraining = await tx.fineTuningJob.count({
    where: { status: { in: ['VALIDATING_FILES', 'QUEUED', 'RUNNING'] } },
  });
  const openInference = await tx.inferenceJob.count({ where: { status: { in: ['VALIDATING', 'QUEUED', 'RUNNING'] } } });
  return {
    members: await tx.member.count({ where: { organizationId } }),
    projects: await tx.project.count(),
    datasets: await tx.dataset.count({ where: kept }),
    files: files._count,
    storedBytes: (files._sum.sizeBytes ?? 0n) + (models._sum.sizeBytes ?? 0n),
    models: models._count,
    endpoints: await tx.endpoint.count(),
    apiKeys: await tx.apiKey.count({ where: { revokedAt: null } }),
    openJobs: openTraining + openInference,
  };
}
