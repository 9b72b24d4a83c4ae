import type { AuditAction, AuditActorKind } from '@modelmint/domain/audit-action';
import { newId } from '@modelmint/domain/ids';
import { rowKindOfAct } from '@modelmint/domain/row-kind-of-act';
import { storableText } from '../ingest/storable-json.ts';
import { notifyRow } from '../notify-row.ts';
import type { OrgTransaction } from '../with-org.ts';
import type { SystemTransaction } from '../with-system.ts';

export interface AuditActor {
  kind: AuditActorKind;
  /** Of the user or the key; for `system` the name of the part of the software. */
  id: string;
}

/** Where a request came from. */
export interface AuditFrom {
  address: string;
  userAgent: string;
}

export interface AuditRecord {
  /** Null: an act on the whole platform, which no organization sees. */
  organizationId: string | null;
  projectId?: string | null;
  actor: AuditActor;
  from?: AuditFrom;
  action: AuditAction;
  /** `name`: as it is called now; it may be gone when somebody reads this. */
  target: { kind: string; id: string; name?: string };
  /** Small facts of the act. Never a secret, never the content of data. */
  details?: Record<string, AuditScalar>;
}

export type AuditScalar = string | number | boolean | null;

const textMax = 300;
const detailsMax = 20;

/**
 * Writes one entry, for ever, in the transaction of the act: neither is there without the other. Pages that show what was
 * changed hear of it at the commit.
 */
export async function recordAudit(tx: OrgTransaction | SystemTransaction, record: AuditRecord): Promise<void> {
  const { organizationId, projectId, actor, from, action, target, details } = record;
  await tx.auditEntry.create({
    data: {
      id: newId('auditEntry'),
      organizationId,
      projectId: projectId ?? null,
      actorKind: actor.kind,
      actorId: actor.id,
      address: storable(from?.address),
      userAgent: storable(from?.userAgent),
      action,
      targetKind: target.kind,
      targetId: storable(target.id) ?? '',
      targetName: storable(target.name),
      details: storableDetails(details ?? {}),
    },
    select: { id: true },
  });
  const kind = rowKindOfAct(action);
  if (kind === null || organizationId === null) return;
  const event = {
    kind,
    id: storable(target.id) ?? '',
    projectId: kind === 'job' || kind === 'api_key' ? (projectId ?? null) : null,
  };
  await notifyRow(tx, { organizationId, ...event });
}

/** What others wrote, of a bounded length. */
function storable(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  return storableText(text.slice(0, textMax));
}

function storableDetails(details: Record<string, AuditScalar>): Record<string, AuditScalar> {
  return Object.fromEntries(
    Object.entries(details)
      .slice(0, detailsMax)
      .map(([name, value]) => [storable(name), typeof value === 'string' ? storable(value) : value]),
  );
}
