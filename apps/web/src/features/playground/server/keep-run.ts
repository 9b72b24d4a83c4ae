import type { Prisma } from '@modelmint/db/generated/client';
import { storableJson, storableText } from '@modelmint/db/ingest/storable-json';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { type PlaygroundMode, runBytesMax, runsKeptMax, runTitle } from '@modelmint/domain/playground-run';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';

/** A call of the playground that was answered, and is paid. */
export interface Tried {
  mode: PlaygroundMode;
  /** As it was called. */
  model: string;
  /** Of which the title is made. */
  text: string;
  /** The body without its model. */
  input: object;
  answer: object;
  amountMicros: bigint;
  /** The conversation that it goes on with. */
  continues?: string | undefined;
}

type Place = Pick<Principal, 'organizationId' | 'projectId'> & { userId: string };

/**
 * Puts a call into the history of its person. The id of its run; null when it is too long to keep. The answer was paid
 * for and must arrive: what fails here is told to the operator and not to the caller.
 */
export async function keepRun(deps: Deps, principal: Principal, tried: Tried): Promise<string | null> {
  const { organizationId, projectId, userId } = principal;
  if (userId === null) return null;
  const input = toStorable(tried.input);
  const answer = toStorable(tried.answer);
  if (Buffer.byteLength(JSON.stringify([input, answer])) > runBytesMax) return null;
  const place = { organizationId, projectId, userId };
  try {
    return await withOrg(deps.db, organizationId, async (tx) => {
      const called = { ...{ input, answer, model: tried.model }, calledAt: new Date() };
      const earlier = await lockEarlier(tx, place, tried);
      if (earlier !== null) {
        const { calls, amountMicros } = earlier;
        const sum = { calls: calls + 1, amountMicros: amountMicros + tried.amountMicros };
        await tx.playgroundRun.update({ where: { id: earlier.id }, data: { ...called, ...sum } });
        return earlier.id;
      }
      const id = newId('playgroundRun');
      const { mode, amountMicros } = tried;
      const title = storableText(runTitle(tried.text));
      await tx.playgroundRun.create({ data: { id, ...place, mode, title, amountMicros, ...called } });
      await dropOldest(tx, place);
      return id;
    });
  } catch (error) {
    deps.log.error({ err: error, projectId }, 'playground: an answered call was not kept in the history');
    return null;
  }
}

const toStorable = (value: object): Prisma.InputJsonObject =>
  storableJson(
    JSON.parse(
      JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)),
    ) as object,
  );

/**
 * The person's own conversation, as long as it was when this call was made: of two tabs the second begins a run of its
 * own. What is shared stays as it was when it was shared.
 */
async function lockEarlier(tx: OrgTransaction, { projectId, userId }: Place, { continues, input }: Tried) {
  if (continues === undefined || !('messages' in input) || !Array.isArray(input.messages)) return null;
  const said = input.messages.filter(({ role }: { role?: unknown }) => role !== 'system').length;
  const [earlier] = await tx.$queryRaw<{ id: string; calls: number; amountMicros: bigint }[]>`
    SELECT "id", "calls", "amountMicros" FROM "playground_run"
    WHERE "id" = ${continues} AND "projectId" = ${projectId} AND "userId" = ${userId} AND "sharedAt" IS NULL
      AND jsonb_array_length(jsonb_path_query_array("input", '$.messages[*] ? (@.role != "system")')) = ${said - 2}::int
    FOR UPDATE`;
  return earlier ?? null;
}

async function dropOldest(tx: OrgTransaction, { organizationId, projectId, userId }: Place): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "playground_run" WHERE "id" IN (
      SELECT "id" FROM "playground_run"
      WHERE "organizationId" = ${organizationId} AND "projectId" = ${projectId} AND "userId" = ${userId}
        AND "sharedAt" IS NULL
      ORDER BY "calledAt" DESC, "id" DESC OFFSET ${runsKeptMax})`;
}
