import { newId } from '@modelmint/domain/ids';
import { trialCreditMicros } from '@modelmint/domain/money-rules';
import { isUniqueViolation } from '../database-error.ts';
import { grantCredit } from '../ledger/grant-credit.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import { insertOrganization } from './create-organization.ts';

export interface NewAccount {
  /** In its normal form. */
  email: string;
  name: string;
  organizationName: string;
  passwordHash: string;
  /** Confirmed by other means, such as the set-up link of the operator. */
  emailVerified?: Date;
  isOperator?: boolean;
  /** In which they signed up. */
  language?: 'en' | 'zh-CN';
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
  const {
    email,
    name,
    passwordHash,
    emailVerified = null,
    isOperator = false,
    organizationName,
    language = null,
  } = account;
  const userId = newId('user');
  await tx.user.create({ data: { id: userId, email, name, emailVerified, isOperator, language } });
  await tx.password.create({ data: { userId, hash: passwordHash } });
  const place = await insertOrganization(tx, { userId, name: organizationName });
  const { organizationId } = place;
  await grantCredit(tx, { organizationId, category: 'promo', amountMicros: trialCreditMicros, sourceRef: 'trial' });
  return { userId, ...place };
}
