import { deriveId } from '@modelmint/domain/ids';
import type { WebhookEventType } from '@modelmint/domain/webhook-event';
import type { Prisma } from '../generated/client.ts';
import { storableJson } from '../ingest/storable-json.ts';
import type { OrgTransaction } from '../with-org.ts';
import type { SystemTransaction } from '../with-system.ts';

export interface WebhookEvent {
  organizationId: string;
  /** Endpoints of other projects hear nothing. */
  projectId: string | null;
  type: WebhookEventType;
  /** What defines it: the same fact is the same event. */
  fact: string;
  /** The id of what it is about and small facts. */
  data: { id: string } & Record<string, unknown>;
}

/** What is sent: OpenAI's shape of an event. */
export function webhookPayload(event: Omit<WebhookEvent, 'type' | 'fact'> & { id: string; type: string }) {
  const { id, type, organizationId, projectId, data } = event;
  const seconds = Math.floor(Date.now() / 1000);
  return {
    object: 'event',
    id,
    type,
    created_at: seconds,
    organization_id: organizationId,
    project_id: projectId,
    data: storableJson(snakeKeys(data)),
  };
}

/** One delivery for each endpoint that listens, in the transaction of the fact; the worker sends them. */
export async function recordWebhookEvent(tx: OrgTransaction | SystemTransaction, event: WebhookEvent): Promise<void> {
  const { organizationId, projectId, type } = event;
  const id = deriveId('event', `${organizationId}:${type}:${event.fact}`);
  const payload: Prisma.InputJsonObject = webhookPayload({ ...event, id });
  // Locked as the foreign key would: an endpoint that goes at this moment does not take the fact along.
  await tx.$executeRaw`
    INSERT INTO "webhook_delivery" ("organizationId", "endpointId", "eventId", "type", "payload")
    SELECT e."organizationId", e."id", ${id}, ${type}, ${JSON.stringify(payload)}::jsonb FROM "webhook_endpoint" e
    WHERE e."organizationId" = ${organizationId} AND e."disabledAt" IS NULL AND ${type} = ANY(e."events")
      AND (e."projectId" IS NULL OR e."projectId" = ${projectId}::text)
    FOR KEY SHARE OF e
    ON CONFLICT ("endpointId", "eventId") DO NOTHING`;
}

/** Names on the wire are snake_case. */
function snakeKeys(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key.replaceAll(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`), value]),
  );
}
