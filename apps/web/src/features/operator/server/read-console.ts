import type { OperatorActor } from '@modelmint/db/audit/record-operator-act';
import type { Announcement, LedgerCheck, Mail, Worker } from '@modelmint/db/generated/client';
import { listAnnouncements } from '@modelmint/db/system/announcements';
import { checkLedger, listLedgerChecks } from '@modelmint/db/system/check-ledger';
import { listWaitingWork, type WaitingWork } from '@modelmint/db/system/list-waiting-work';
import { listWorkers } from '@modelmint/db/system/list-workers';
import {
  countLiveJobs,
  listOperatorJobs,
  type OperatorJob,
  type OperatorJobQuery,
} from '@modelmint/db/system/operator-jobs';
import { listMails } from '@modelmint/db/system/operator-mails';
import { listWebhooks, type OperatorWebhook } from '@modelmint/db/system/operator-webhooks';
import { readSwitches, type SwitchStates } from '@modelmint/db/system/platform-switches';
import { isAppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { rowsShownMax } from '../rows-shown-max.ts';

export interface QueueState {
  name: string;
  waiting: number;
  active: number;
  delayed: number;
}

/** Everything that the operator's page shows. */
export interface Console {
  jobs: OperatorJob[];
  /** Of all, whatever is listed. */
  liveJobs: { running: number; queued: number };
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

export interface ConsoleQuery {
  jobs?: Omit<OperatorJobQuery, 'limit'>;
  /** Id of the last mail of the page before. */
  mailsAfter?: string | undefined;
}

/** The caller has asked `requireOperator`. */
export async function readConsole(deps: Deps, query: ConsoleQuery = {}): Promise<Console> {
  const limit = rowsShownMax;
  const [jobs, liveJobs, workers, queues, waitingWork, announcements, switches, mails, webhooks, ledgerChecks] =
    await Promise.all([
      listOperatorJobs(deps.db, { ...query.jobs, limit }),
      countLiveJobs(deps.db),
      listWorkers(deps.db),
      readQueues(deps),
      listWaitingWork(deps.db, { limit }),
      listAnnouncements(deps.db, { limit: 10 }),
      readSwitches(deps.db),
      listMails(deps.db, { limit, after: query.mailsAfter }),
      listWebhooks(deps.db, { limit }),
      listLedgerChecks(deps.db),
    ]);
  return { jobs, liveJobs, workers, ...queues, waitingWork, announcements, switches, mails, webhooks, ledgerChecks };
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
