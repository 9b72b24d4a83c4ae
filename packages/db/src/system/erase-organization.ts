import { randomBase62 } from '@modelmint/domain/ids';
import { graceDays } from '@modelmint/domain/organization-rules';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../open-database.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

/**
 * After the grace: removes people, names and data of an organization, once. Usage, ledger, invoices and what Stripe knows
 * stay, as the law on accounts wants; so does the audit log, which nobody can change. The sweep of the storage removes
 * the bytes that no row wants any more. False while its grace runs or a job of it has not ended yet.
 */
export async function eraseOrganization(db: Database, organizationId: string): Promise<boolean> {
  if (!(await removeSingleSignOn(db, organizationId))) return false;
  return withSystem(db, async (tx) => {
    if (!(await lockDue(tx, organizationId)) || (await hasOpenJobs(tx, organizationId))) return false;
    await removeData(tx, organizationId);
    await removePeople(tx, organizationId);
    await tx.project.updateMany({
      where: { organizationId },
      data: { name: 'Erased project', archivedAt: new Date() },
    });
    await tx.organization.update({
      where: { id: organizationId },
      data: { name: 'Erased organization', slug: `erased-${randomBase62(16).toLowerCase()}`, erasedAt: new Date() },
    });
    await recordAudit(tx, {
      ...{ organizationId, actor: { kind: 'system', id: 'modelmint' }, action: 'organization.erase' },
      target: { kind: 'organization', id: organizationId },
    });
    return true;
  });
}

/**
 * Only the organization's own login may. Before the rest, which is tried again until it is done: afterwards nobody would
 * come back for a secret that was left, and for a domain that nobody else could prove.
 */
async function removeSingleSignOn(db: Database, organizationId: string): Promise<boolean> {
  return withOrg(db, organizationId, async (tx) => {
    const isDue = await lockDue(tx, organizationId);
    if (isDue) await tx.ssoConnection.deleteMany();
    return isDue;
  });
}

/** Whether its grace is over and nothing was erased yet; nobody restores it until the transaction ends. */
async function lockDue(tx: OrgTransaction | SystemTransaction, organizationId: string): Promise<boolean> {
  const due = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "organization" WHERE "id" = ${organizationId} AND "erasedAt" IS NULL
      AND "deleteRequestedAt" <= now() - make_interval(days => ${graceDays}::int) FOR UPDATE`;
  return due.length > 0;
}

async function hasOpenJobs(tx: SystemTransaction, organizationId: string): Promise<boolean> {
  const training = await tx.fineTuningJob.count({
    where: { organizationId, status: { in: ['VALIDATING_FILES', 'QUEUED', 'RUNNING'] } },
  });
  const inference = await tx.inferenceJob.count({
    where: { organizationId, status: { in: ['VALIDATING', 'QUEUED', 'RUNNING'] } },
  });
  return training + inference > 0;
}

/** What refers goes before what it refers to. */
async function removeData(tx: SystemTransaction, organizationId: string): Promise<void> {
  const own = { where: { organizationId } };
  await tx.organizationLimit.deleteMany(own);
  await tx.playgroundRun.deleteMany(own);
  await tx.endpoint.deleteMany(own);
  await tx.request.deleteMany(own);
  await tx.evaluationComparison.deleteMany(own);
  await tx.evaluation.deleteMany(own);
  await tx.inferenceChunk.deleteMany(own);
  await tx.inferenceJob.deleteMany(own);
  await tx.model.deleteMany(own);
  await tx.checkpoint.deleteMany(own);
  await tx.jobEvent.deleteMany(own);
  await tx.fineTuningJob.deleteMany(own);
  await tx.datasetVersion.deleteMany(own);
  await tx.dataset.deleteMany(own);
  await tx.file.deleteMany(own);
  await tx.baseModel.deleteMany(own);
  await tx.idempotentAnswer.deleteMany(own);
  await tx.budget.deleteMany(own);
  await tx.autoTopUp.deleteMany(own);
}

async function removePeople(tx: SystemTransaction, organizationId: string): Promise<void> {
  const own = { where: { organizationId } };
  await tx.apiKey.deleteMany(own);
  await tx.supportConsent.deleteMany(own);
  await tx.webhookEndpoint.deleteMany(own);
  await tx.invitation.deleteMany(own);
  await tx.memberProject.deleteMany(own);
  await tx.member.deleteMany(own);
}
