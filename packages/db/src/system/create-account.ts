import { newId, randomBase62 } from '@modelmint/domain/ids';
import { trialCreditMicros } from '@modelmint/domain/money-rules';
import { isUniqueViolation } from '../database-error.ts';
import { grantCredit } from '../ledger/grant-credit.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

export interface NewAccount {
  /** In its normal form. */
  email: string;
  name: string;
  organizationName: string;
  passwordHash: string;
  /** Confirmed by other means, such as the set-up link of the operator. */
  emailVerified?: Date;
  isOperator?: boolean;
}

export interface CreatedAccount {
  userId: string;
  organizationId: string;
  projectId: string;
}

/** Two organizations of one name at one moment may want the same slug. */
const slugAttemptsMax = 3;

/**
 * A person with an organization, its first project, wallet and trial credit: all or nothing.
 * null when the address has an account.
 */
export async function createAccount(db: Database, account: NewAccount): Promise<CreatedAccount | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withSystem(db, (tx) => insertAccount(tx, account));
    } catch (error) {
      if (isUniqueViolation(error, 'email')) return null;
      if (!isUniqueViolation(error, 'slug') || attempt === slugAttemptsMax) throw error;
    }
  }
}

/** The rows of `createAccount`, for a transaction that does more. */
export async function insertAccount(tx: SystemTransaction, account: NewAccount): Promise<CreatedAccount> {
  const { email, name, passwordHash, emailVerified = null, isOperator = false, organizationName } = account;
  const ids = { userId: newId('user'), organizationId: newId('organization'), projectId: newId('project') };
  const { userId, organizationId, projectId } = ids;
  await tx.user.create({ data: { id: userId, email, name, emailVerified, isOperator } });
  await tx.password.create({ data: { userId, hash: passwordHash } });
  const slug = await freeSlug(tx, organizationName);
  await tx.organization.create({ data: { id: organizationId, name: organizationName, slug } });
  await tx.member.create({ data: { organizationId, userId, role: 'OWNER' } });
  await tx.project.create({ data: { id: projectId, organizationId, name: 'Default' } });
  await tx.wallet.create({ data: { organizationId } });
  await grantCredit(tx, { organizationId, category: 'promo', amountMicros: trialCreditMicros, sourceRef: 'trial' });
  return ids;
}

async function freeSlug(tx: SystemTransaction, organizationName: string): Promise<string> {
  const slug = slugOf(organizationName);
  const taken = await tx.organization.findUnique({ where: { slug }, select: { id: true } });
  return taken === null ? slug : `${slug}-${randomBase62(5).toLowerCase()}`;
}

/** Part of model names: `ft:<base>:<slug>:…`. Names without Latin letters or digits get one by chance. */
function slugOf(organizationName: string): string {
  const latin = organizationName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 24)
    .replaceAll(/^-+|-+$/g, '');
  return latin === '' ? `org-${randomBase62(6).toLowerCase()}` : latin;
}
