import type { Database } from './open-database.ts';
import { type OrgTransaction, withOrg } from './with-org.ts';

/** The tuple that says "the same request". */
export interface IdempotencyKey {
  organizationId: string;
  projectId: string;
  route: string;
  key: string;
  bodySha256: string;
}

export interface KeptAnswer {
  status: number;
  json: string;
}

export type IdempotencyVerdict =
  | { kind: 'new' }
  | { kind: 'in_flight' }
  | { kind: 'other_body' }
  | { kind: 'answered'; answer: KeptAnswer; ageMs: number };

/**
 * Claims the key for this request, unless an earlier one has it. A claim whose process died is free after 5 minutes.
 * `isForced` claims it in any case.
 */
export async function beginIdempotentAnswer(
  db: Database,
  key: IdempotencyKey,
  { isForced = false }: { isForced?: boolean } = {},
): Promise<IdempotencyVerdict> {
  return withOrg(db, key.organizationId, async (tx) => {
    const claimed = await tx.$executeRaw`
      INSERT INTO "idempotent_answer" AS a ("organizationId", "projectId", "route", "key", "bodySha256")
      VALUES (${key.organizationId}, ${key.projectId}, ${key.route}, ${key.key}, ${key.bodySha256})
      ON CONFLICT ("organizationId", "projectId", "route", "key") DO UPDATE
        SET "bodySha256" = EXCLUDED."bodySha256", "status" = NULL, "body" = NULL, "createdAt" = now()
        WHERE ${isForced} OR a."createdAt" < now() - interval '24 hours'
           OR (a."status" IS NULL AND a."createdAt" < now() - interval '5 minutes')`;
    if (claimed === 1) return { kind: 'new' };
    const seen = await tx.idempotentAnswer.findUniqueOrThrow({
      where: { organizationId_projectId_route_key: idOf(key) },
    });
    if (seen.bodySha256 !== key.bodySha256) return { kind: 'other_body' };
    if (seen.status === null) return { kind: 'in_flight' };
    const ageMs = Date.now() - seen.createdAt.getTime();
    return { kind: 'answered', answer: { status: seen.status, json: textOf(seen.body) }, ageMs };
  });
}

/**
 * Written in the transaction of the result: whoever asks again gets this answer or none, never a second result. The JSON
 * is kept as a text, since a model may write NUL, which PostgreSQL has in none of its own.
 */
export async function keepIdempotentAnswer(tx: OrgTransaction, key: IdempotencyKey, answer: KeptAnswer): Promise<void> {
  await tx.idempotentAnswer.update({
    where: { organizationId_projectId_route_key: idOf(key) },
    data: { status: answer.status, body: answer.json },
  });
}

/** After a failure: the same key may be tried again. */
export async function dropIdempotentAnswer(db: Database, key: IdempotencyKey): Promise<void> {
  await withOrg(db, key.organizationId, (tx) =>
    tx.idempotentAnswer.deleteMany({ where: { ...idOf(key), status: null } }),
  );
}

/** Before, it was kept as an object. */
const textOf = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));

const idOf = ({ organizationId, projectId, route, key }: IdempotencyKey) => ({ organizationId, projectId, route, key });
