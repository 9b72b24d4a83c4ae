// Also a command, for containers: node scripts/platform/offer-set-up.mjs with DATABASE_SYSTEM_URL and MODELMINT_URL.

import { createHash, randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

const validMs = 3_600_000;
const key = 'operator-setup';

/**
 * On an installation without an operator: a one-time link that makes one, valid for an hour. Each start gives a new
 * link and ends the old one. Returns undefined when there is an operator. The web app reads the setting.
 */
export async function offerSetUp({ systemUrl, url }) {
  const client = new pg.Client({ connectionString: systemUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM "user" WHERE "isOperator" LIMIT 1');
    if (rowCount > 0) {
      await client.query('DELETE FROM setting WHERE key = $1', [key]);
      return undefined;
    }
    const token = randomBytes(32).toString('base64url');
    const tokenHash = createHash('sha256').update(token).digest('base64url');
    const { rows } = await client.query(`SELECT now() + $1 * interval '1 millisecond' AS "expiresAt"`, [validMs]);
    const value = JSON.stringify({ tokenHash, expiresAt: rows[0].expiresAt.toISOString() });
    await client.query(
      `INSERT INTO setting (key, value) VALUES ($1, $2::jsonb)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, "updatedAt" = now()`,
      [key, value],
    );
    return `${url}/setup?token=${token}`;
  } finally {
    await client.end();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { DATABASE_SYSTEM_URL: systemUrl, MODELMINT_URL: url } = process.env;
  if (!systemUrl || !url) throw new Error('set DATABASE_SYSTEM_URL and MODELMINT_URL');
  const link = await offerSetUp({ systemUrl, url: url.replace(/\/+$/, '') });
  process.stdout.write(link ? `Set up the operator within 1 h: ${link}\n` : 'There is an operator already.\n');
}
