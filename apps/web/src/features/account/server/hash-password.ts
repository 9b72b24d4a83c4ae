import { AppError } from '@modelmint/domain/errors';
import { hash, verify } from '@node-rs/argon2';

/** argon2id, 46 MiB, one pass: the strongest of OWASP's equal choices for its memory. */
const cost = { memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;
const prefix = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`;

const runningMax = 4;
const waitingMax = 64;

interface HashQueue {
  running: number;
  waiting: (() => void)[];
}

const key = Symbol.for('modelmint.web.hash-queue');

/** One for the process, in which this module is loaded twice: each hash takes 46 MiB and a core. */
function queue(): HashQueue {
  const kept = globalThis as { [key]?: HashQueue };
  kept[key] ??= { running: 0, waiting: [] };
  return kept[key];
}

/** Throws `rate_limit_exceeded` when too many wait already. */
async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const turns = queue();
  if (turns.running >= runningMax) {
    if (turns.waiting.length >= waitingMax)
      throw new AppError('rate_limit_exceeded', 'Too many people sign in at this moment. Try again in a few seconds.', {
        retryAfterMs: 3_000,
      });
    await new Promise<void>((resolve) => turns.waiting.push(resolve));
  } else turns.running += 1;
  try {
    return await run();
  } finally {
    // The turn is handed on, so that nobody can come between.
    const next = turns.waiting.shift();
    if (next) next();
    else turns.running -= 1;
  }
}

export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), cost));
}

let dummy: Promise<string> | undefined;

/**
 * Whether the password is right. Without a hash (no such account) it takes as long as with one, so that the time does
 * not tell who has an account.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  dummy ??= hash('nobody has this password', cost);
  const against = passwordHash ?? (await dummy);
  const isRight = await inTurn(() => verify(against, password.normalize('NFKC')));
  return isRight && passwordHash !== null;
}

/** True for a hash made with other parameters than today's. */
export function needsRehash(passwordHash: string): boolean {
  return !passwordHash.startsWith(prefix);
}
