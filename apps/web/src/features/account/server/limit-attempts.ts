import { takeDelayedAttempt, takeWindowedAttempt } from '@modelmint/db/system/take-attempt';
import { AppError } from '@modelmint/domain/errors';
import { networkOf } from '@modelmint/domain/network-of';
import type { Deps } from '../../../deps.ts';

/** Sign-ins, sign-ups and resets together. */
const perAddress = { attemptsMax: 30, windowSeconds: 60 };
/** Nobody's inbox is filled by a form of ours. */
const perInbox = { attemptsMax: 5, windowSeconds: 3600 };

const wait = (retryAfterMs: number): string => {
  const seconds = Math.ceil(retryAfterMs / 1_000);
  if (seconds < 90) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return `${Math.ceil(seconds / 60)} minutes`;
};

/** Throws `rate_limit_exceeded` when one network address tries too often. */
export async function limitAddress(deps: Pick<Deps, 'db'>, address: string): Promise<void> {
  const attempt = await takeWindowedAttempt(deps.db, { key: `ip:${networkOf(address)}`, ...perAddress });
  if (!attempt.isAllowed)
    throw new AppError(
      'rate_limit_exceeded',
      `Too many attempts from your network. Try again in ${wait(attempt.retryAfterMs)}.`,
      { retryAfterMs: attempt.retryAfterMs },
    );
}

/** Throws `rate_limit_exceeded` when too many mails were asked for one inbox, whether it has an account or not. */
export async function limitInbox(deps: Pick<Deps, 'db'>, email: string): Promise<void> {
  const attempt = await takeWindowedAttempt(deps.db, { key: `inbox:${email}`, ...perInbox });
  if (!attempt.isAllowed)
    throw new AppError(
      'rate_limit_exceeded',
      `We sent ${perInbox.attemptsMax} mails to this address within an hour. Look into the spam folder, or try again in ${wait(attempt.retryAfterMs)}.`,
      { retryAfterMs: attempt.retryAfterMs },
    );
}

const guessed = {
  password: { wrong: 'wrong passwords', other: 'choose a new password' },
  code: { wrong: 'wrong codes', other: 'use a passkey, if you have one' },
} as const;

/** Throws `rate_limit_exceeded` while the delay after wrong passwords or codes runs. */
export async function limitGuesses(
  deps: Pick<Deps, 'db'>,
  key: string,
  kind: keyof typeof guessed = 'password',
): Promise<void> {
  const attempt = await takeDelayedAttempt(deps.db, key);
  const { wrong, other } = guessed[kind];
  if (!attempt.isAllowed)
    throw new AppError(
      'rate_limit_exceeded',
      `Too many ${wrong} for this account. Try again in ${wait(attempt.retryAfterMs)}, or ${other}.`,
      { retryAfterMs: attempt.retryAfterMs },
    );
}
