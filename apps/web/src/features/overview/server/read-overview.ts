import type { BudgetLine } from '@modelmint/db/budget/list-budgets';
import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { sumUsageDays } from '@modelmint/db/ledger/sum-usage-days';
import { readStatus } from '@modelmint/db/system/read-status';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import type { InferenceStatus } from '@modelmint/domain/inference-job';
import type { Micros } from '@modelmint/domain/money';
import { can, type Role } from '@modelmint/domain/roles';
import type { Deps } from '../../../deps.ts';
import { budgetsOf } from '../../billing/server/read-budgets.ts';
import type { EndpointView } from '../../endpoint/server/endpoint-view.ts';
import { listEndpoints } from '../../endpoint/server/list-endpoints.ts';
import { type RequestHour, type RequestSum, sumRequests } from '../../endpoint/server/sum-requests.ts';
import { type JobView, jobInclude, toJobView } from '../../fine-tuning/server/job-view.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { stepsOf } from './next-steps.ts';

export interface Overview {
  steps: ReturnType<typeof stepsOf>;
  /** The newest ones. */
  jobs: JobView[];
  jobsTotal: number;
  endpoints: EndpointView[];
  calls: { day: RequestSum; hours: RequestHour[] };
  /** This month of UTC, by day; null for a role that sees no usage. */
  spend: {
    days: { day: string; amountMicros: Micros }[];
    monthMicros: Micros;
    capMicros: Micros | null;
    budgets: BudgetLine[];
  } | null;
  /** Credit that is not on hold; null for a role that sees no usage. */
  creditMicros: Micros | null;
  faults: {
    failedJobs: Fault[];
    /** Inference jobs, and evaluations. */
    failedInference: Fault[];
    failedEvaluations: Fault[];
    badDatasets: Fault[];
  };
  incidents: { id: string; title: string }[];
  countedAt: Date;
}

interface Fault {
  id: string;
  name: string;
  reason: string | null;
}

const jobsShown = 6;
const faultsShown = 3;
const faultDays = 7;

/** What a member wants to know first: what to do next, what runs, what comes in, what it costs, what is wrong. */
export async function readOverview(deps: Deps, principal: Principal, now = new Date()): Promise<Overview> {
  requirePermission(principal, 'project.read');
  const { organizationId } = principal;
  const [own, endpoints, calls, { incidents }] = await Promise.all([
    withOrg(deps.db, organizationId, (tx) => readOwn(tx, principal, now)),
    listEndpoints(deps, principal),
    sumRequests(deps, principal, null),
    readStatus(deps.db),
  ]);
  const { ticks, ...rest } = own;
  return {
    ...rest,
    steps: stepsOf({ ...ticks, endpoint: endpoints.length > 0 }),
    endpoints,
    calls,
    countedAt: now,
    incidents: incidents.filter(({ resolvedAt }) => resolvedAt === null).map(({ id, title }) => ({ id, title })),
  };
}

async function readOwn(tx: OrgTransaction, { organizationId, projectId, role }: Principal, now: Date) {
  const where = { projectId };
  const jobs = await tx.fineTuningJob.findMany({
    where,
    include: jobInclude,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: jobsShown,
  });
  const ticks = {
    data:
      (await tx.dataset.findFirst({
        where: { ...where, versions: { some: { status: 'READY' } } },
        select: { id: true },
      })) !== null,
    job: (await tx.model.findFirst({ where, select: { id: true } })) !== null,
    key: (await tx.apiKey.findFirst({ where, select: { id: true } })) !== null,
    call:
      (await tx.request.findFirst({
        where: { ...where, status: 200, apiKeyId: { not: null } },
        select: { id: true },
      })) !== null,
  };
  const canSeeUsage = can(role, 'usage.read');
  return {
    ticks,
    jobs: jobs.map(toJobView),
    jobsTotal: await tx.fineTuningJob.count({ where }),
    spend: canSeeUsage ? await readSpend(tx, { organizationId, projectId, now, role }) : null,
    creditMicros: canSeeUsage ? await readCredit(tx, organizationId) : null,
    faults: await readFaults(tx, projectId, now),
  };
}

async function readCredit(tx: OrgTransaction, organizationId: string): Promise<Micros> {
  const wallet = await readWallet(tx, organizationId);
  return wallet.creditMicros - wallet.heldCreditMicros;
}

interface SpendQuery {
  organizationId: string;
  projectId: string;
  now: Date;
  role: Role;
}

async function readSpend(
  tx: OrgTransaction,
  { organizationId, projectId, now, role }: SpendQuery,
): Promise<NonNullable<Overview['spend']>> {
  const today = now.toISOString().slice(0, 10);
  const from = `${today.slice(0, 7)}-01`;
  const sums = await sumUsageDays(tx, { organizationId, projectId, from, to: today, by: ['day'] });
  const byDay = new Map(sums.map(({ day, amountMicros }) => [day, amountMicros]));
  const days = Array.from({ length: now.getUTCDate() }, (_, index) => {
    const day = `${today.slice(0, 8)}${String(index + 1).padStart(2, '0')}`;
    return { day, amountMicros: byDay.get(day) ?? 0n };
  });
  const { monthlySpendMaxMicros } = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { monthlySpendMaxMicros: true },
  });
  return {
    days,
    monthMicros: days.reduce((sum, { amountMicros }) => sum + amountMicros, 0n),
    capMicros: monthlySpendMaxMicros,
    budgets: await budgetsOf(tx, { organizationId, projectId, role }),
  };
}

/** What went wrong lately and nobody has mended by a newer try. */
async function readFaults(tx: OrgTransaction, projectId: string, now: Date): Promise<Overview['faults']> {
  const since = new Date(now.getTime() - faultDays * 86_400_000);
  const failed = await tx.fineTuningJob.findMany({
    where: { projectId, status: 'FAILED', finishedAt: { gte: since } },
    select: { id: true, suffix: true, baseModel: true, errorMessage: true },
    orderBy: { finishedAt: 'desc' },
    take: faultsShown,
  });
  const bad = await tx.datasetVersion.findMany({
    where: { status: 'INVALID', finishedAt: { gte: since }, dataset: { projectId, deletedAt: null } },
    select: {
      number: true,
      reason: true,
      dataset: { select: { id: true, name: true, versions: { select: { number: true, status: true } } } },
    },
    orderBy: { finishedAt: 'desc' },
    take: 20,
  });
  const { inference, evaluations } = await readFailedInference(tx, projectId, since);
  return {
    ...{ failedInference: inference, failedEvaluations: evaluations },
    failedJobs: failed.map(({ id, suffix, baseModel, errorMessage }) => ({
      ...{ id, name: suffix ?? baseModel, reason: errorMessage },
    })),
    badDatasets: bad
      .filter(({ number, dataset }) => dataset.versions.every((version) => version.number <= number))
      .slice(0, faultsShown)
      .map(({ reason, dataset: { id, name } }) => ({ id, name, reason })),
  };
}

/** An evaluation is answered by an inference job of its own; nobody looks for it by that. */
async function readFailedInference(tx: OrgTransaction, projectId: string, since: Date) {
  // They end within a day; by the time in which they were made an index leads to them.
  const createdAt = { gte: new Date(since.getTime() - 2 * 86_400_000) };
  const status = { in: ['FAILED', 'EXPIRED'] satisfies InferenceStatus[] };
  const where = { projectId, status, createdAt, finishedAt: { gte: since } };
  const newest = { orderBy: { finishedAt: 'desc' }, take: faultsShown } as const;
  const jobs = await tx.inferenceJob.findMany({
    where: { ...where, evaluationId: null },
    select: { id: true, name: true, model: true, errorMessage: true },
    ...newest,
  });
  const evaluations = await tx.evaluation.findMany({
    where: { projectId, createdAt, deletedAt: null, job: where },
    select: { id: true, name: true, datasetName: true, job: { select: { errorMessage: true } } },
    orderBy: { createdAt: 'desc' },
    take: faultsShown,
  });
  return {
    inference: jobs.map(({ id, name, model, errorMessage }) => ({
      id,
      name: name ?? model ?? id,
      reason: errorMessage,
    })),
    evaluations: evaluations.map(({ id, name, datasetName, job }) => ({
      ...{ id, name: name ?? datasetName, reason: job.errorMessage },
    })),
  };
}
