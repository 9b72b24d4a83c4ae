import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readEnv as readWebEnv } from '../apps/web/src/env.ts';
import { readEnv as readWorkerEnv } from '../apps/worker/src/env.ts';

const lines = readFileSync(new URL('../compose.yaml', import.meta.url), 'utf8').split('\n');
const secret = 'x'.repeat(43);
const secrets = { authSecret: secret, apiKeyPepper: secret, internalToken: secret, operatorToken: secret };
/** What a person writes into .env. */
const dotEnv = {
  DATABASE_APP_PASSWORD: secret,
  DATABASE_SYSTEM_PASSWORD: secret,
  REDIS_PASSWORD: secret,
  S3_SECRET_ACCESS_KEY: secret,
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  MODELMINT_URL: 'https://models.example.com',
  MODELMINT_SECRETS: JSON.stringify(secrets),
};

/** `${NAME}`, `${NAME:?}` and `${NAME:-default}`, as compose fills them in. */
const fill = (text) =>
  text.replaceAll(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_, name, kind, rest) => {
    const value = dotEnv[name] ?? (kind === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`${name} is not in .env`);
    return value;
  });

/** The names and values below the line `<key>` of a block, with those of the block that it merges. */
function environmentAt(start) {
  const depth = lines[start].search(/\S/);
  const found = {};
  for (const line of lines.slice(start + 1)) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    if (line.search(/\S/) <= depth) break;
    const merged = /^\s+<<: \*([\w-]+)$/.exec(line)?.[1];
    if (merged !== undefined) Object.assign(found, environmentAt(lines.findIndex((one) => one.endsWith(`&${merged}`))));
    const [, name, value] = /^\s+(\w+): (.*)$/.exec(line) ?? [];
    if (name !== undefined) found[name] = fill(value.replaceAll(/^"|"$/g, ''));
  }
  return found;
}

function environmentOf(service) {
  const start = lines.indexOf(`  ${service}:`);
  const at = lines.findIndex((line, index) => index > start && /^ {4}environment:/.test(line));
  const alias = /: \*([\w-]+)$/.exec(lines[at])?.[1];
  return environmentAt(alias === undefined ? at : lines.findIndex((line) => line.endsWith(`&${alias}`)));
}

test('web starts with what compose.yaml gives it, and is reached from outside its container', () => {
  const env = readWebEnv(environmentOf('web'));
  expect(env).toMatchObject({ host: '0.0.0.0', port: 3000, uploadsFolder: '/tmp/uploads', trustedProxies: 1 });
  expect(env.storage).toMatchObject({ endpoint: 'http://s3:9000', bucket: 'modelmint' });
  expect(env.mailFrom).toMatch(/@/);
  expect(env).not.toHaveProperty('smtpUrl');
  expect(env.providers).toEqual({});
  const legal = path.relative(process.cwd(), env.legalFolder);
  expect(lines.find((line) => line.includes('MODELMINT_LEGAL_FOLDER'))).toContain(`:/app/${legal}:ro`);
});

test.each(['worker', 'worker-gpu'])('%s starts with what compose.yaml gives it, and web reaches it', (service) => {
  const env = readWorkerEnv(environmentOf(service));
  expect(env.serving.host).toBe('0.0.0.0');
  expect(env.serving.address).not.toMatch(/^127\.|^0\.|localhost/);
  expect(env.redisUrl).toBe(`redis://:${secret}@redis:6379`);
});
