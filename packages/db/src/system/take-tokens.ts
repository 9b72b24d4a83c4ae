import { translateDatabaseError } from '../database-error.ts';
import type { Database } from '../open-database.ts';

export interface Bucket {
  key: string;
  /** What this call costs; negative gives back. */
  cost: number;
  capacity: number;
  perSecond: number;
}

export interface BucketState {
  key: string;
  /** Tokens that are left now. */
  left: number;
  /** Until this call would be allowed; 0 when it was. */
  waitMs: number;
  /** Until the bucket is full. */
  fullMs: number;
}

export interface TakenTokens {
  isAllowed: boolean;
  /** In the order of the buckets asked. */
  buckets: BucketState[];
}

/** Takes from all buckets or, when one of them holds too little, from none; one atomic statement. */
export async function takeTokens(db: Database, buckets: readonly Bucket[]): Promise<TakenTokens> {
  const rows = await ask(db, buckets);
  return {
    isAllowed: rows.every((row) => row.isAllowed),
    buckets: buckets.map(({ key, capacity, perSecond }) => {
      const row = rows.find((one) => one.bucket === key);
      const left = row?.left ?? capacity;
      const waitMs = Math.ceil(((row?.missing ?? 0) / perSecond) * 1_000);
      return { key, left, waitMs, fullMs: Math.ceil(((capacity - left) / perSecond) * 1_000) };
    }),
  };
}

interface Row {
  bucket: string;
  isAllowed: boolean;
  left: number;
  missing: number;
}

async function ask(db: Database, buckets: readonly Bucket[]): Promise<Row[]> {
  const column = <K extends keyof Bucket>(name: K) => buckets.map((bucket) => bucket[name]);
  try {
    return await db.system.$queryRaw<Row[]>`
      SELECT * FROM take_tokens(${column('key')}::text[], ${column('cost')}::float8[],
        ${column('capacity')}::float8[], ${column('perSecond')}::float8[])`;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** A bucket that was not used for an hour is full by then. Returns how many were removed. */
export async function sweepBuckets(db: Database): Promise<number> {
  return db.system.$executeRaw`DELETE FROM "rate_limit" WHERE "refilledAt" < now() - interval '1 hour'`;
}
