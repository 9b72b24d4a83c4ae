import { AppError, isAppError } from '@modelmint/domain/errors';

interface DatabaseFailure {
  /** Prisma's code, such as `P2002`, or PostgreSQL's, such as `23505`. */
  code: string;
  text: string;
}

/** Away, closing down, too busy for another connection or transaction: the same call may succeed later. */
const away =
  /^(P1001|P1002|P1008|P1017|P2024|P2028|57P0[0-9]|53300|08\w{3}|ECONN\w+|ETIMEDOUT|EPIPE)$|^(40001|40P01|P2034)$/;
const awayText =
  /terminat|timeout exceeded when trying to connect|connection (refused|reset|closed)|server closed|closed the connection|"kind":"(DatabaseNotReachable|ConnectionClosed|TooManyConnections|SocketTimeout)"/i;

function failureOf(error: unknown): DatabaseFailure | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, message, meta, cause } = error as {
    code?: unknown;
    message?: unknown;
    meta?: { driverAdapterError?: { cause?: { originalCode?: unknown; kind?: unknown } } };
    cause?: unknown;
  };
  const original = meta?.driverAdapterError?.cause?.originalCode;
  const found = typeof original === 'string' ? original : typeof code === 'string' ? code : '';
  const deeper = found === '' && cause !== undefined ? failureOf(cause) : null;
  return deeper ?? { code: found, text: `${String(message ?? '')} ${JSON.stringify(meta ?? {})}` };
}

/** Turns a server that is away into `database_unavailable`; everything else comes back as it was. */
export function translateDatabaseError(error: unknown): unknown {
  if (isAppError(error)) return error;
  const failure = failureOf(error);
  if (failure === null) return error;
  if (!away.test(failure.code) && !awayText.test(failure.text)) return error;
  return new AppError('database_unavailable', 'The database does not answer. Try again in a moment.', {
    cause: error,
    retryAfterMs: 1_000,
  });
}

/** True when a row with the same unique key is already there; `name`: part of the constraint's or field's name. */
export function isUniqueViolation(error: unknown, name = ''): boolean {
  const failure = failureOf(error);
  return failure !== null && /^(P2002|23505)$/.test(failure.code) && failure.text.includes(name);
}
