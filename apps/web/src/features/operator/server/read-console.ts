import type { OperatorActor } from '@modelmint/db/audit/record-operator-act';
import type { Announcement, LedgerCheck, Mail, Worker } from '@modelmint/db/generated/client';
import { listAnnouncements } from '@modelmint/db/system/announcements';
import { checkLedger, listLedgerChecks } from '@modelmint/db/system/check-ledger';
import { listWaitingWork, type WaitingWork } from '@modelmint/db/system/list-waiting-work';
import { listWorkers } from '@modelmint/db/system/list-workers';
import { listOperatorJobs, type OperatorJob, type OperatorJobQuery } from '@modelmint/db/system/operator-jobs';
import { listMails } from '@modelmint/db/system/operator-mails';
import { listWebhooks, type OperatorWebhook } from '@modelmint/db/system/operator-webhooks';
import { readSwitches, type SwitchStates } from '@modelmint/db/system/platform-switches';
import { isAppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';

export interface QueueState {
  name: string;
  waiting: number;
  active: number;
  delayed: number;
}

/** Everything that the operator's page shows. */
export interface Console {
  jobs: OperatorJob[];
  workers: (Worker & { isAlive: boolean })[];
  /** Null while the queue does not answer; the message says why. */
  queues: QueueState[] | null;
  queueProblem: string | null;
  /** By organization. */
  waitingWork: WaitingWork[];
  announcements: (Announcement & { isShown: boolean })[];
  switches: SwitchStates;
  mails: Mail[];
  webhooks: OperatorWebhook[];
  ledgerChecks: LedgerCheck[];
}

export const rowsShownMax = 100;

/** The caller has asked `requireOperator`. */
export async function readConsole(deps: Deps, jobQuery: Omit<OperatorJobQuery, 'limit'> = {}): Promise<Console> {
  const limit = rowsShownMax;
  const [jobs, workers, queues, waitingWork, announcements, switches, mails, webhooks, ledgerChecks] =
    await Promise.all([
      listOperatorJobs(deps.db, { ...jobQuery, limit }),
      listWorkers(deps.db),
      readQueues(deps),
      listWaitingWork(deps.db, { limit }),
      listAnnouncements(deps.db, { limit: 10 }),
      readSwitches(deps.db),
      listMails(deps.db, { limit }),
      listWebhooks(deps.db, { limit }),
      listLedgerChecks(deps.db),
    ]);
  return { jobs, workers, ...queues, waitingWork, announcements, switches, mails, webhooks, ledgerChecks };
}

async function readQueues(deps: Deps): Promise<Pick<Console, 'queues' | 'queueProblem'>> {
  try {
    const counts = await deps.queue.counts();
    return { queues: Object.entries(counts).map(([name, state]) => ({ name, ...state })), queueProblem: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { queues: null, queueProblem: error.message };
  }
}

/** Judges the ledger now instead of at the next hour. */
export async function runLedgerChecks(deps: Deps, operator: OperatorActor): Promise<LedgerCheck[]> {
  await checkLedger(deps.db, operator);
  return listLedgerChecks(deps.db);
}
