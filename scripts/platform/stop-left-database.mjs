import { existsSync } from 'node:fs';
import path from 'node:path';

/** Stops the embedded PostgreSQL that a killed launcher left behind, so that its folder can be removed. */
export async function stopLeftDatabase(dataFolder) {
  if (!existsSync(path.join(dataFolder, 'cluster/postmaster.pid'))) return;
  const { startPostgres } = await import('../services/start-postgres.mjs');
  const postgres = await startPostgres({ dataFolder, log: () => {}, databaseUrl: '' });
  await postgres.stop();
}
