import type { AuditAction } from '@modelmint/domain/audit-action';
import { type AuditActor, type AuditFrom, recordAudit } from '../audit/record-audit.ts';
import type { Prisma } from '../generated/client.ts';
import type { SsoConnectionModel } from '../generated/models.ts';
import type { OrgTransaction } from '../with-org.ts';

export type SsoConnection = SsoConnectionModel;

interface By {
  actor: AuditActor;
  from?: AuditFrom;
}

/** An organization has one at most. */
export async function findSsoConnection(tx: OrgTransaction): Promise<SsoConnection | null> {
  return tx.ssoConnection.findFirst();
}

type Kept = Pick<
  SsoConnection,
  'id' | 'organizationId' | 'issuer' | 'clientId' | 'sealedSecret' | 'domain' | 'defaultRole'
>;
/** With a token: a domain that is not proved yet. */
type Proof = Partial<Pick<SsoConnection, 'domainToken' | 'domainVerifiedAt' | 'isEnforced'>>;

/** Makes or changes it. Identities of an issuer that is left are nobody's any more. */
export async function saveSsoConnection(
  tx: OrgTransaction,
  { connection, ...by }: { connection: Kept & Proof } & By,
): Promise<SsoConnection> {
  const { id, organizationId } = connection;
  const { domainToken = '', ...others } = connection;
  const saved = await tx.ssoConnection.upsert({
    where: { organizationId },
    create: { ...others, domainToken },
    update: connection,
  });
  await record(tx, saved, { ...by, action: 'sso.save' });
  return id === saved.id ? saved : Promise.reject(new Error('somebody else made it at the same moment'));
}

interface Change extends By {
  where: Prisma.SsoConnectionWhereInput;
  change: Prisma.SsoConnectionUpdateManyMutationInput;
  action: AuditAction;
}

/** null when it is not as `where` wants it. */
export async function changeSsoConnection(
  tx: OrgTransaction,
  { where, change, ...by }: Change,
): Promise<SsoConnection | null> {
  const { count } = await tx.ssoConnection.updateMany({ where, data: change });
  const changed = count === 0 ? null : await findSsoConnection(tx);
  if (changed !== null) await record(tx, changed, by);
  return changed;
}

/** False when there is none. */
export async function removeSsoConnection(tx: OrgTransaction, by: By): Promise<boolean> {
  const kept = await findSsoConnection(tx);
  if (kept === null) return false;
  await tx.ssoConnection.delete({ where: { id: kept.id } });
  await record(tx, kept, { ...by, action: 'sso.remove' });
  return true;
}

async function record(
  tx: OrgTransaction,
  { id, organizationId, domain, issuer, isEnforced }: SsoConnection,
  { actor, from, action }: By & { action: AuditAction },
): Promise<void> {
  await recordAudit(tx, {
    organizationId,
    actor,
    ...(from ? { from } : {}),
    action,
    target: { kind: 'sso_connection', id, name: domain },
    details: { issuer, isEnforced },
  });
}
