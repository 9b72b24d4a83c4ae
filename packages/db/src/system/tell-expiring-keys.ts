import { recordNotification } from '../notification/record-notification.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

const daysBefore = 7;
const atOnce = 500;

/** Tells whoever made an API key, once, that it expires within a week. Returns how many expire. */
export async function tellExpiringKeys(db: Database): Promise<number> {
  let told = 0;
  let after = '';
  for (;;) {
    const last = after;
    const keys = await withSystem(db, async (tx) => {
      const until = new Date(Date.now() + daysBefore * 86_400_000);
      const found = await tx.apiKey.findMany({
        where: { id: { gt: last }, revokedAt: null, expiresAt: { gt: new Date(), lt: until } },
        select: {
          id: true,
          organizationId: true,
          projectId: true,
          name: true,
          last4: true,
          expiresAt: true,
          createdByUserId: true,
        },
        orderBy: { id: 'asc' },
        take: atOnce,
      });
      for (const { id, organizationId, projectId, name, last4, createdByUserId, ...key } of found) {
        const expiresAt = key.expiresAt?.toISOString() ?? '';
        await recordNotification(tx, {
          ...{ organizationId, projectId, kind: 'api_key_expiring', fact: expiresAt, details: { expiresAt, last4 } },
          target: { kind: 'api_key', id, name },
          ...(createdByUserId === null ? {} : { to: [createdByUserId] }),
        });
      }
      return found;
    });
    told += keys.length;
    after = keys.at(-1)?.id ?? '';
    if (keys.length < atOnce) return told;
  }
}
