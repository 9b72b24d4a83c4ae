import type { Announce, AnnouncementTone } from '@modelmint/domain/announcement';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import type { Announcement } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** More at once would leave no room for the page. */
const shownMax = 3;

export interface ShownAnnouncement {
  id: string;
  text: string;
  textChinese: string | null;
  tone: AnnouncementTone;
}

/** Those that everybody sees now, the newest first. */
export async function currentAnnouncements(db: Database): Promise<ShownAnnouncement[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<ShownAnnouncement[]>`
      SELECT "id", "text", "textChinese", "tone" FROM "announcement"
      WHERE "startsAt" <= now() AND ("endsAt" IS NULL OR "endsAt" > now())
      ORDER BY "startsAt" DESC LIMIT ${shownMax}`,
  );
}

/** The newest first, those that have ended included. */
export async function listAnnouncements(
  db: Database,
  { limit }: { limit: number },
): Promise<(Announcement & { isShown: boolean })[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<(Announcement & { isShown: boolean })[]>`
      SELECT *, "endsAt" IS NULL OR "endsAt" > now() AS "isShown" FROM "announcement"
      ORDER BY "startsAt" DESC LIMIT ${limit}`,
  );
}

const announceLock = 7_306_180_033;

/**
 * Returns its id; the same words once more, as a second click sends them, are those that are shown. Throws `invalid_value`
 * for an end that has passed, and `invalid_state` when too many are shown.
 */
export async function announce(db: Database, asked: Announce & { operator: OperatorActor }): Promise<string> {
  const { text, textChinese = null, tone, endsAt, operator } = asked;
  const end = endsAt === undefined ? null : new Date(endsAt);
  if (end !== null && end <= new Date())
    throw new AppError('invalid_value', 'An announcement cannot end in the past.', { param: 'endsAt' });
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${announceLock}::bigint)`;
    const [same] = await tx.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "announcement" WHERE ("endsAt" IS NULL OR "endsAt" > now()) AND "text" = ${text}
        AND "textChinese" IS NOT DISTINCT FROM ${textChinese} AND "tone" = ${tone} AND "endsAt" IS NOT DISTINCT FROM ${end}::timestamptz`;
    if (same !== undefined) return same.id;
    const id = newId('announcement');
    const [shown] = await tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS "count" FROM "announcement" WHERE "endsAt" IS NULL OR "endsAt" > now()`;
    if ((shown?.count ?? 0) >= shownMax)
      throw new AppError('invalid_state', `${shownMax} announcements are shown already. Take one back first.`);
    await tx.announcement.create({
      data: { id, text, textChinese, tone, endsAt: end, createdByUserId: operator.userId },
    });
    await recordOperatorAct(tx, operator, {
      action: 'site.announce',
      target: { kind: 'announcement', id, name: text },
    });
    return id;
  });
}

/** Takes one back; twice is harmless. False: there is none. */
export async function endAnnouncement(
  db: Database,
  { announcementId: id, operator }: { announcementId: string; operator: OperatorActor },
): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const found = await tx.announcement.findUnique({ where: { id } });
    if (found === null) return false;
    const ended = await tx.$executeRaw`
      UPDATE "announcement" SET "endsAt" = greatest(now(), "startsAt")
      WHERE "id" = ${id} AND ("endsAt" IS NULL OR "endsAt" > now())`;
    if (ended === 1)
      await recordOperatorAct(tx, operator, {
        action: 'site.end_announcement',
        target: { kind: 'announcement', id, name: found.text },
      });
    return true;
  });
}
