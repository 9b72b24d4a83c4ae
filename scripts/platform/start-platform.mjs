import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../install.mjs';
import { offerSetUp } from './offer-set-up.mjs';
import { runProcess } from './run-process.mjs';
import { readSecrets } from './secrets.mjs';
import { takeStateFolder } from './state-lock.mjs';
import { waitUntilReady } from './wait-until-ready.mjs';

/**
 * Starts every part on this machine: each one that a setting does not replace is embedded. Returns
 * `{ url, local, stripe, setUpUrl, pids(), stop(), … }`. After a failure, and after `stop`, nothing of it runs.
 * `isDev`: from the sources, again on every change. `signal` ends a start that is under way.
 */
export async function startPlatform(options) {
  const { stateFolder, log, env = process.env, isDev = false, engine = 'auto', signal } = options;
  for (let tries = 1; ; tries += 1) {
    const stops = [];
    const stop = async () => {
      for (const step of stops.splice(0).reverse()) await step();
    };
    const lost = { port: undefined, isAborted: () => signal?.aborted === true };
    try {
      stops.push(takeStateFolder(stateFolder));
      return await startParts({ stateFolder, log, env, isDev, engine, stops, stop, lost });
    } catch (error) {
      await stop();
      // A port that was free went to another program before ours could take it: the next look finds another one.
      if (!lost.port || lost.isAborted() || tries === 5) throw error;
      log(`${lost.port}; trying again`);
    }
  }
}

async function startParts({ stateFolder, log, env, isDev, engine, stops, stop, lost }) {
  const { file: secretsFile, secrets } = readSecrets(stateFolder);
  const database = await startDatabase({ stateFolder, log, env, secrets, stops });
  const { freePort } = await import('../services/free-port.mjs');
  const host = env.HOST || '127.0.0.1';
  const port = await freePort({ from: Number(env.PORT) || 3000 });
  if (env.PORT && port !== Number(env.PORT)) log(`port ${env.PORT} is taken: using ${port}`);
  const url = (env.MODELMINT_URL || `http://localhost:${port}`).replace(/\/+$/, '');
  const local = `http://127.0.0.1:${port}`;
  const common = { stateFolder, log, isDev, lost, logFolder: path.join(stateFolder, 'logs') };
  const stripe = await startStripe({ ...common, env, secrets, local, stops });
  const shared = {
    ...withoutUnset({ ...env, ...stripe.env }),
    DATABASE_URL: database.app.url,
    DATABASE_SYSTEM_URL: database.system.url,
    MODELMINT_SECRETS: secretsFile,
    MODELMINT_URL: url,
    MODELMINT_STATE: stateFolder,
    ...(env.S3_ENDPOINT || env.S3_BUCKET ? {} : { STORAGE_FOLDER: path.join(stateFolder, 'storage') }),
    ...(engine === 'wasm' ? { MODELMINT_ENGINE: 'wasm' } : {}),
    NODE_ENV: isDev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const web = startPart({ ...common, name: 'web', env: { ...shared, HOST: host, PORT: String(port) } });
  const worker = startPart({ ...common, name: 'worker', env: shared });
  stops.push(() => Promise.all([web.stop(), worker.stop()]));
  await awaitWeb({ local, secrets, lost, ms: isDev ? 120_000 : 60_000 }).catch((error) => {
    throw new Error(`${error.message}\nThe logs are in ${common.logFolder}.`);
  });
  const setUpUrl = await offerSetUp({ systemUrl: database.system.url, url });
  return {
    url,
    local,
    systemUrl: database.system.url,
    superuserUrl: database.superuserUrl,
    stripe,
    secrets,
    setUpUrl,
    pids: () => ({ web: web.pid(), worker: worker.pid() }),
    env: shared,
    stop,
  };
}

const giveUpReason = (lost) => (lost.isAborted() ? 'stopped while it was starting' : lost.port);

/** Our own web, not somebody else's on the same port: only it knows the operator's token. */
async function awaitWeb({ local, secrets, lost, ms }) {
  const giveUp = () => giveUpReason(lost);
  await waitUntilReady(`${local}/metrics`, {
    ms,
    giveUp,
    headers: { authorization: `Bearer ${secrets.operatorToken}` },
  });
  await waitUntilReady(`${local}/readyz`, { ms, giveUp });
}

async function startDatabase({ stateFolder, log, env, secrets, stops }) {
  const { startPostgres } = await import('../services/start-postgres.mjs');
  const { createLogins, urlOf } = await import('../services/create-logins.mjs');
  const { applyMigrations } = await import('../apply-migrations.mjs');
  const { prepareQueue } = await import('../services/prepare-queue.mjs');
  const databaseUrl = env.DATABASE_URL ?? '';
  const postgres = await startPostgres({ dataFolder: path.join(stateFolder, 'postgres'), log, databaseUrl });
  stops.push(() => postgres.stop());
  const passwords = { owner: secrets.databaseOwner, app: secrets.databaseApp, system: secrets.databaseSystem };
  // A given server may hold a database of another name; ours is always called modelmint.
  const database = databaseUrl && postgres.database !== 'postgres' ? postgres.database : 'modelmint';
  const logins = await createLogins({ superuser: postgres, database, passwords });
  const applied = await applyMigrations({ connection: logins.owner, folder: path.join(root, 'prisma/migrations') });
  if (applied.length > 0) log(`applied ${applied.length} migration${applied.length === 1 ? '' : 's'}`);
  if (!env.REDIS_URL) await prepareQueue({ owner: logins.owner });
  return { ...logins, superuserUrl: urlOf({ ...postgres, database }) };
}

/** Real Stripe when a key is set; else the simulated one, plainly said. */
async function startStripe({ stateFolder, log, isDev, lost, logFolder, env, secrets, local, stops }) {
  if (env.STRIPE_SECRET_KEY) {
    if (!env.STRIPE_WEBHOOK_SECRET)
      throw new Error('STRIPE_SECRET_KEY is set, but STRIPE_WEBHOOK_SECRET is not: copy it from the webhook endpoint.');
    return { isSimulated: false, url: null, key: null, env: {} };
  }
  const { freePort } = await import('../services/free-port.mjs');
  const port = await freePort({ from: 41_290 });
  const url = `http://127.0.0.1:${port}`;
  const publicUrl = `http://localhost:${port}`;
  const { stripeFakeKey: key, stripeFakeWebhookSecret: webhookSecret } = secrets;
  const part = startPart({
    name: 'stripe-fake',
    isDev,
    lost,
    logFolder,
    log,
    env: {
      ...withoutUnset({ PATH: env.PATH, HOME: env.HOME }),
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      API_KEY: key,
      WEBHOOK_URL: `${local}/webhooks/stripe`,
      WEBHOOK_SECRET: webhookSecret,
      STATE_FILE: path.join(stateFolder, 'stripe-fake.json'),
    },
  });
  stops.push(() => part.stop());
  const headers = { authorization: `Bearer ${key}` };
  await waitUntilReady(`${url}/_fake/state`, { headers, giveUp: () => giveUpReason(lost) });
  return {
    isSimulated: true,
    url,
    key,
    env: { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_BASE: url },
  };
}

const programs = {
  web: { folder: 'apps/web', source: 'server.ts', built: 'dist/server.js' },
  worker: { folder: 'apps/worker', source: 'src/main.ts', built: 'dist/main.js' },
  'stripe-fake': { folder: 'packages/stripe-fake', source: 'src/main.ts', built: 'dist/main.js' },
};

function startPart({ name, isDev, env, logFolder, log, lost }) {
  const { folder, source, built } = programs[name];
  const cwd = path.join(root, folder);
  mkdirSync(logFolder, { recursive: true });
  return runProcess({
    name,
    // Not Node's own --watch: the variable that it sets breaks the child processes of Next.
    program: isDev ? path.join(root, 'node_modules/tsx/dist/cli.mjs') : path.join(cwd, built),
    args: isDev ? ['watch', '--clear-screen=false', source] : [],
    execArgv: isDev ? [] : ['--enable-source-maps'],
    cwd,
    env: { TMPDIR: os.tmpdir(), ...env },
    logFolder,
    log,
    onEnd: (tail) => {
      if (!tail.includes('EADDRINUSE')) return false;
      lost.port = `the port of ${name} was taken by another program`;
      return true;
    },
  });
}

const withoutUnset = (values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));
