import { lockJobTags, setJobTags } from '@modelmint/db/training/job-tags';
import { withOrg } from '@modelmint/db/with-org';
import { changedMeanwhile } from '@modelmint/domain/changed-meanwhile';
import { JobTags } from '@modelmint/domain/job-tag';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { jobName } from '../ui/job-name.ts';
import { jobNotFound, readJob } from './get-job.ts';

import type { JobView } from './job-view.ts';

/** `was`: the tags that whoever changes them has read; refused when they are others by now. */
export const SetTags = z.object({ tags: JobTags, was: JobTags.optional() });
export type SetTags = z.output<typeof SetTags>;

/** Puts these tags on a job, and takes all others off. Throws `not_found` and `conflict`. */
export async function setTags(
  deps: Deps,
  principal: Principal,
  { jobId, tags, was }: SetTags & { jobId: string },
): Promise<JobView> {
  requirePermission(principal, 'job.write');
  const job = await readJob(deps, principal, jobId);
  await withOrg(deps.db, principal.organizationId, async (tx) => {
    const row = await tx.fineTuningJob.findFirst({ where: { id: job.id, projectId: principal.projectId } });
    if (row === null) throw jobNotFound();
    const now = await lockJobTags(tx, row.id);
    if (was !== undefined && was.join() !== now.join()) throw changedMeanwhile();
    await setJobTags(tx, row, tags);
    await recordAct(tx, principal, {
      action: 'job.tag',
      target: { kind: 'job', id: job.id, name: jobName(job) },
      details: { tags: tags.join(', ') },
    });
  });
  return readJob(deps, principal, job.id);
}
