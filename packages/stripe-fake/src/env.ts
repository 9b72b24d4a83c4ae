import type { StripeFakeOptions } from './start-stripe-fake.ts';

const portDefault = 12_111;

/** The settings of the process: PORT, HOST, API_KEY, STATE_FILE, WEBHOOK_URL, WEBHOOK_SECRET, PUBLIC_URL. */
export function readEnv(env: NodeJS.ProcessEnv = process.env): StripeFakeOptions {
  const port = Number(env.PORT ?? portDefault);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT is not a port: ${env.PORT}`);
  return {
    port,
    ...given('host', env.HOST),
    ...given('apiKey', env.API_KEY),
    ...given('stateFile', env.STATE_FILE),
    ...given('webhookUrl', env.WEBHOOK_URL),
    ...given('webhookSecret', env.WEBHOOK_SECRET),
    ...given('publicUrl', env.PUBLIC_URL),
  };
}

function given<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { [P in K]?: string });
}
