import { scrubText } from './scrub-text.ts';

/** Compared in lower case and without `-` and `_`. A number is no secret: `promptTokens` and `timeToFirstToken` stay. */
const secretName =
  /(?:password|passwd|passphrase|secret|authorization|cookie|apikey|accesskey|privatekey|credential|pepper|signature|token|databaseurl|redisurl|smtpurl)s?$/;
/** What customers send and get is theirs; it is not in our logs. */
const contentName = /^(?:(?:raw|request|response)?body|rawheaders|prompt|messages|completion|content)$/;
const urlName = /^(?:url|originalurl|path|href|referer|referrer|location)$/;

const depthMax = 6;
const entriesMax = 50;

/** A copy of what is to be logged, without secrets, at any depth. Never throws. */
export function scrubFields(fields: object): Record<string, unknown> {
  return fields instanceof Error ? { err: scrubError(fields, 0) } : scrubEntries(ownEntries(fields), 0);
}

function scrubEntries(entries: Iterable<[unknown, unknown]>, depth: number): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  let count = 0;
  for (const [key, value] of entries) {
    count += 1;
    if (count > entriesMax) {
      clean['…'] = 'more';
      break;
    }
    const name = scrubText(String(key));
    clean[name] = scrubNamed(name, value, depth);
  }
  return clean;
}

function scrubNamed(key: string, value: unknown, depth: number): unknown {
  const name = key.toLowerCase().replaceAll(/[-_]/g, '');
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
  if (secretName.test(name)) return '[redacted]';
  if (contentName.test(name)) return '[left out]';
  if (urlName.test(name) && typeof value === 'string') return scrubText(value.replace(/[?#].*$/s, ''));
  return scrubValue(value, depth + 1);
}

function scrubValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '[function]' : value;
  if (depth > depthMax) return '[deeper]';
  if (value instanceof Error) return scrubError(value, depth);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (value instanceof URL) return scrubText(value.origin + value.pathname);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Set) return scrubValue([...value], depth);
  if (Array.isArray(value)) return value.slice(0, entriesMax).map((item) => scrubValue(item, depth + 1));
  if (value instanceof Map || value instanceof Headers) return scrubEntries(value.entries(), depth);
  return scrubEntries(ownEntries(value), depth);
}

function ownEntries(value: object): [string, unknown][] {
  try {
    return Object.entries(value);
  } catch (error) {
    // A getter that throws must not take the log line with it.
    return [['unreadable', String(error)]];
  }
}

/** An error's own words and codes. Its other properties are left out: clients hang requests and answers on them. */
function scrubError(error: Error, depth: number): unknown {
  if (depth > depthMax) return '[deeper]';
  const { name, message, stack, cause } = error;
  const codes = ['code', 'param', 'retryable', 'fault', 'status', 'syscall'].flatMap((key) => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[key, value]] : [];
  });
  const inner = error instanceof AggregateError ? { errors: error.errors.slice(0, 5) } : {};
  return {
    type: name,
    ...Object.fromEntries(codes.map(([key, value]) => [key, scrubValue(value, depth)])),
    message: scrubText(message),
    stack: scrubText(stack ?? ''),
    ...(cause === undefined ? {} : { cause: scrubValue(cause, depth + 1) }),
    ...('errors' in inner ? { errors: scrubValue(inner.errors, depth + 1) } : {}),
  };
}
