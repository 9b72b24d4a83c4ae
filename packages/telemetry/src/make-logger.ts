import { pino } from 'pino';
import { scrubFields } from './scrub-fields.ts';
import { scrubText } from './scrub-text.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** `fields` may be an error, which is logged as `err`. */
export interface LogMethod {
  (message: string): void;
  (fields: object, message: string): void;
}

/** Everything that is logged passes the scrubbers first: see `scrub-text.ts` and `scrub-fields.ts`. */
export interface Logger extends Record<LogLevel, LogMethod> {
  /** The same logger with fields on each line, such as `{ requestId }` or `{ jobId }`. */
  child(fields: object): Logger;
}

export interface LoggerSettings {
  /** `web`, `worker`, … on each line. */
  service: string;
  /** The lowest level that is written. Default `info`. */
  level?: LogLevel | 'silent';
  /** Gets each line with its newline. Default: standard output, written at once so that a crash loses nothing. */
  destination?: { write(line: string): void };
}

/** One JSON object per line. */
export function makeLogger({ service, level = 'info', destination }: LoggerSettings): Logger {
  const root = pino(
    {
      level,
      base: { service, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      // pino's own would read an error's cause into its message and lose its type: ours is plain by then.
      serializers: { err: (plain: unknown) => plain },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
  return wrap(root);
}

function wrap(inner: pino.Logger): Logger {
  const methodOf =
    (level: LogLevel): LogMethod =>
    (fieldsOrMessage: object | string, message?: string) => {
      if (!inner.isLevelEnabled(level)) return;
      if (typeof fieldsOrMessage === 'string') inner[level](scrubText(fieldsOrMessage));
      else inner[level](scrubFields(fieldsOrMessage), scrubText(message ?? ''));
    };
  return {
    debug: methodOf('debug'),
    info: methodOf('info'),
    warn: methodOf('warn'),
    error: methodOf('error'),
    fatal: methodOf('fatal'),
    child: (fields) => wrap(inner.child(scrubFields(fields))),
  };
}
