import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Whether anybody has a billing account. */
export async function hasCustomers(db: Database): Promise<boolean> {
  return (await withSystem(db, (tx) => tx.stripeCustomer.findFirst({ select: { customerId: true } }))) !== null;
}

/** Customers whose mirror is older than that, the oldest first. */
export async function listStaleCustomers(db: Database, before: Date): Promise<string[]> {
  const rows = await withSystem(db, (tx) =>
    tx.stripeCustomer.findMany({
      where: { OR: [{ syncedAt: null }, { syncedAt: { lt: before } }] },
      orderBy: { syncedAt: { sort: 'asc', nulls: 'first' } },
      take: 200,
    }),
  );
  return rows.map(({ customerId }) => customerId);
}
