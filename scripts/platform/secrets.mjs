import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const secret = () => randomBytes(32).toString('base64url');

/** What only this installation knows. Made once; whoever loses the file loses every session and API key. */
const makers = {
  authSecret: secret,
  apiKeyPepper: secret,
  internalToken: secret,
  operatorToken: secret,
  databaseOwner: secret,
  databaseApp: secret,
  databaseSystem: secret,
  stripeFakeKey: () => `sk_test_${randomBytes(24).toString('hex')}`,
  stripeFakeWebhookSecret: () => `whsec_${randomBytes(24).toString('hex')}`,
};

/** Reads `secrets.json` in the state folder, adding what it lacks. Returns the secrets and the file's path. */
export function readSecrets(stateFolder) {
  const file = path.join(stateFolder, 'secrets.json');
  mkdirSync(stateFolder, { recursive: true });
  const known = existsSync(file) ? parse(file) : {};
  const missing = Object.keys(makers).filter((name) => !known[name]);
  const secrets = { ...known, ...Object.fromEntries(missing.map((name) => [name, makers[name]()])) };
  if (missing.length > 0) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, file);
  }
  chmodSync(file, 0o600);
  return { file, secrets };
}

function parse(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(
      `${file} is not readable JSON (${error.message}): restore it from a backup; without it no key works`,
    );
  }
}
