import { newId } from '@modelmint/domain/ids';
import type { Role } from '@modelmint/domain/roles';
import { type AuditFrom, recordAudit } from '../audit/record-audit.ts';
import { isUniqueViolation } from '../database-error.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import { forgetUnprovedAccess } from './forget-unproved-access.ts';
import { recordAccountAct } from './record-account-act.ts';

export interface SsoOrganization {
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  sealedSecret: string;
  domain: string;
  organizationId: string;
  defaultRole: Role;
}

/** Of the organization that has proved the domain; null where nobody has. */
export async function findSsoByDomain(db: Database, domain: string): Promise<SsoOrganization | null> {
  return findSso(db, { domain });
}

export async function findSsoById(db: Database, id: string): Promise<SsoOrganization | null> {
  return findSso(db, { id });
}

async function findSso(db: Database, where: { domain: string } | { id: string }): Promise<SsoOrganization | null> {
  const found = await withSystem(db, (tx) =>
    tx.ssoConnection.findFirst({
      where: { ...where, domainVerifiedAt: { not: null }, organization: { deleteRequestedAt: null, erasedAt: null } },
      include: { organization: { select: { name: true } } },
    }),
  );
  if (found === null) return null;
  const { id, issuer, clientId, sealedSecret, domain, organizationId, defaultRole, organization } = found;
  return { id, name: organization.name, issuer, clientId, sealedSecret, domain, organizationId, defaultRole };
}

export interface Identity {
  /** `github`, `google`, or the id of an organization's connection. */
  provider: string;
  subject: string;
  /** In its normal form, and proved: by the service, or by the organization that owns the domain. */
  email: string;
  name: string;
  /** Where somebody belongs from now on who comes by this identity for the first time. */
  joins?: { organizationId: string; role: Role };
  from?: AuditFrom;
}

export type IdentityOutcome =
  /** `linkedTo`: the address of an account that was there, and has just been linked. */
  | { outcome: 'found'; userId: string; linkedTo?: string }
  /** Its account has linked another identity of the same service. */
  | { outcome: 'other_identity' }
  /** Nobody has the address, and the service makes no people. */
  | { outcome: 'nobody' };

/**
 * The person of an identity: linked before, or with the same confirmed address, or new where an organization takes them
 * in. Parallel first visits make one person.
 */
export async function signInByIdentity(db: Database, identity: Identity): Promise<IdentityOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withSystem(db, (tx) => findOrMake(tx, identity));
    } catch (error) {
      const isRace = isUniqueViolation(error, 'email') || isUniqueViolation(error, 'subject');
      if (!isRace || attempt === 3) throw error;
    }
  }
}

async function findOrMake(tx: SystemTransaction, identity: Identity): Promise<IdentityOutcome> {
  const { provider, subject, email } = identity;
  const linked = await tx.linkedIdentity.findUnique({ where: { provider_subject: { provider, subject } } });
  if (linked !== null) {
    await tx.linkedIdentity.update({
      where: { provider_subject: { provider, subject } },
      data: { lastUsedAt: new Date(), email },
    });
    // They joined when they were linked: who has left or was removed since is not let in again by the back door.
    return { outcome: 'found', userId: linked.userId };
  }
  const known = await tx.user.findUnique({ where: { email }, select: { id: true } });
  const userId = known?.id ?? (await makeUser(tx, identity));
  if (userId === null) return { outcome: 'nobody' };
  if ((await tx.linkedIdentity.findUnique({ where: { userId_provider: { userId, provider } } })) !== null)
    return { outcome: 'other_identity' };
  // Whoever signed up with the address before it was proved need not be its owner.
  await forgetUnprovedAccess(tx, userId);
  await tx.linkedIdentity.create({ data: { provider, subject, userId, email, lastUsedAt: new Date() } });
  await join(tx, userId, identity);
  if (known !== null)
    await recordAccountAct(tx, {
      userId,
      action: 'account.link_identity',
      ...(identity.from ? { from: identity.from } : {}),
    });
  return { outcome: 'found', userId, ...(known === null ? {} : { linkedTo: email }) };
}

async function makeUser(tx: SystemTransaction, { email, name, joins }: Identity): Promise<string | null> {
  if (joins === undefined) return null;
  const id = newId('user');
  await tx.user.create({ data: { id, email, name, emailVerified: new Date() } });
  return id;
}

/** A membership that is there is left as it is. */
async function join(tx: SystemTransaction, userId: string, { joins, from }: Identity): Promise<void> {
  if (joins === undefined) return;
  const { organizationId, role } = joins;
  const { count } = await tx.member.createMany({ data: { organizationId, userId, role }, skipDuplicates: true });
  if (count === 0) return;
  await recordAudit(tx, {
    organizationId,
    actor: { kind: 'user', id: userId },
    ...(from ? { from } : {}),
    action: 'sso.join',
    target: { kind: 'user', id: userId },
    details: { role },
  });
}
