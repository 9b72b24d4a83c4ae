import { Redis } from 'ioredis';

/** Version and number of commands processed of the Redis at `url`. Rejects within 5 s when it does not answer. */
export async function readRedis(url) {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on('error', () => {}); // the attempt itself rejects with it
  try {
    await client.connect();
    const info = await client.info();
    const field = (name) => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1] ?? '';
    return { version: field('redis_version'), commands: Number(field('total_commands_processed')) };
  } finally {
    client.disconnect();
  }
}
