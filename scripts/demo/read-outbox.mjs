import pg from 'pg';
import { waitFor } from './wait-for.mjs';

/** The link in the newest mail of a kind to somebody, from the outbox where mail is kept without SMTP. */
export async function readMailLink({ systemUrl, recipient, kind }) {
  const client = new pg.Client({ connectionString: systemUrl });
  await client.connect();
  try {
    return await waitFor(`a mail "${kind}" to ${recipient}`, async () => {
      const { rows } = await client.query(
        'SELECT text FROM mail WHERE recipient = $1 AND kind = $2 ORDER BY "createdAt" DESC LIMIT 1',
        [recipient, kind],
      );
      return rows[0] && /https?:\/\/\S+/.exec(rows[0].text)?.[0];
    });
  } finally {
    await client.end();
  }
}
