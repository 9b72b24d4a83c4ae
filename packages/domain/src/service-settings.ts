import { z } from 'zod';
import { AppError } from './errors.ts';
import { readSecrets, type Secrets } from './secrets.ts';

/** A variable that may be missing; empty counts as missing. */
export const OptionalVariable = z
  .string()
  .trim()
  .optional()
  .transform((text) => (text === '' ? undefined : text));

/** The variables that web and worker have in common. */
export const ServiceVariables = z.object({
  DATABASE_URL: z.url(),
  DATABASE_SYSTEM_URL: z.url(),
  REDIS_URL: OptionalVariable,
  S3_ENDPOINT: OptionalVariable,
  S3_BUCKET: OptionalVariable,
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: OptionalVariable,
  S3_SECRET_ACCESS_KEY: OptionalVariable,
  S3_FORCE_PATH_STYLE: z.enum(['true', 'false', '1', '0']).default('true'),
  STORAGE_FOLDER: OptionalVariable,
  MODELMINT_URL: z.url({ protocol: /^https?$/ }),
  MODELMINT_SECRETS: z.string().min(1),
  STRIPE_SECRET_KEY: z.string().min(1),
  STRIPE_WEBHOOK_SECRET: z.string().min(1),
  STRIPE_API_BASE: OptionalVariable,
  SMTP_URL: OptionalVariable,
  MAIL_FROM: z.string().default('Modelmint <noreply@localhost>'),
  MODELMINT_INTERNAL_WEBHOOKS: OptionalVariable,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});
export type ServiceVariables = z.infer<typeof ServiceVariables>;

export interface ServiceSettings {
  databaseUrl: string;
  databaseSystemUrl: string;
  redisUrl?: string;
  /** Origin of the public address, without a slash at its end: `https://models.example.com`. */
  publicUrl: string;
  secrets: Secrets;
  stripe: { secretKey: string; webhookSecret: string; apiBase?: string };
  smtpUrl?: string;
  mailFrom: string;
  /** Origins inside our own network to which webhooks may go; http too. All others must be public and https. */
  internalWebhooks: readonly string[];
  logLevel: ServiceVariables['LOG_LEVEL'];
}

/** Checks every variable and names each one that is missing or wrong. `service`: whose environment it is. */
export function checkVariables<Schema extends z.ZodObject>(
  schema: Schema,
  variables: Record<string, string | undefined>,
  service: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path: [name], message }) => `${String(name)}: ${message}`);
  throw new AppError('internal_error', `The environment of ${service} is incomplete. ${wrong.join('; ')}.`);
}

/** `readFile` reads secrets.json where the variable gives its path. */
export function readServiceSettings(seen: ServiceVariables, readFile: (path: string) => string): ServiceSettings {
  return {
    databaseUrl: seen.DATABASE_URL,
    databaseSystemUrl: seen.DATABASE_SYSTEM_URL,
    ...(seen.REDIS_URL === undefined ? {} : { redisUrl: seen.REDIS_URL }),
    publicUrl: new URL(seen.MODELMINT_URL).origin,
    secrets: readSecrets(seen.MODELMINT_SECRETS, readFile),
    stripe: {
      secretKey: seen.STRIPE_SECRET_KEY,
      webhookSecret: seen.STRIPE_WEBHOOK_SECRET,
      ...(seen.STRIPE_API_BASE === undefined ? {} : { apiBase: seen.STRIPE_API_BASE }),
    },
    ...(seen.SMTP_URL === undefined ? {} : { smtpUrl: seen.SMTP_URL }),
    mailFrom: seen.MAIL_FROM,
    internalWebhooks: readOrigins('MODELMINT_INTERNAL_WEBHOOKS', seen.MODELMINT_INTERNAL_WEBHOOKS),
    logLevel: seen.LOG_LEVEL,
  };
}

/** A list of addresses, divided by commas, of which the origins count. `name`: of the variable. */
export function readOrigins(name: string, text = ''): string[] {
  const parts = text.split(',').map((part) => part.trim());
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      if (URL.canParse(part) && /^https?:$/.test(new URL(part).protocol)) return new URL(part).origin;
      throw new AppError('internal_error', `${name}: ${part} is not an http or https address.`);
    });
}
