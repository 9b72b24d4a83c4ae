import { requestCancel } from '@modelmint/db/training/cancel-training';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { isTerminal } from '@modelmint/domain/job-state';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { jobNotFound, readJob } from './get-job.ts';
import type { JobView } from './job-view.ts';

/** A worker stops within two seconds; a little more, and the answer says "cancelled" instead of "running". */
const waitMsMax = 3_000;

/** A job that waits ends at once and costs nothing; one that runs pays for the steps that were completed. */
export async function cancelJob(deps: Deps, principal: Principal, jobId: string): Promise<JobView> {
  requirePermission(principal, 'job.write');
  const { organizationId } = principal;
  const job = await readJob(deps, principal, jobId);
  const ended = awaitEnd(deps, { organizationId, jobId });
  try {
    const answer = await withOrg(deps.db, organizationId, async (tx) => {
      const asked = await requestCancel(tx, { jobId });
      if (asked === 'cancelled' || asked === 'cancelling')
        await recordAct(tx, principal, { action: 'job.cancel', target: { kind: 'job', id: jobId } });
      return asked;
    });
    if (answer === null) throw jobNotFound();
    if (answer === 'finished') {
      const { status } = await readJob(deps, principal, jobId);
      throw new AppError('invalid_state', `The job is ${status.toLowerCase()} and cannot be cancelled.`);
    }
    if (answer === 'cancelling')
      await ended.wait(async () => isTerminal((await readJob(deps, principal, job.id)).status));
    return await readJob(deps, principal, jobId);
  } finally {
    ended.stop();
  }
}

function awaitEnd(deps: Deps, { organizationId, jobId }: { organizationId: string; jobId: string }) {
  let wake: () => void = () => undefined;
  const stop = deps.rows.subscribe(organizationId, (event) => {
    if (event === null || event.row.id === jobId) wake();
  });
  return {
    stop,
    /** Until `isDone`, asked after each change of the job, or until the time is up. */
    wait: async (isDone: () => Promise<boolean>) => {
      const until = Date.now() + waitMsMax;
      while (Date.now() < until) {
        const changed = new Promise<void>((resolve) => {
          wake = resolve;
          // Also without an event: the listening connection may just be away.
          setTimeout(resolve, Math.min(500, until - Date.now()));
        });
        if (await isDone()) return;
        await changed;
      }
    },
  };
}
