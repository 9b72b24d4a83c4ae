import type { WebhookDelivery, WebhookEndpoint } from '@modelmint/db/generated/client';
import { orderEvent } from '@modelmint/domain/webhook-event';

export interface WebhookView {
  id: string;
  url: string;
  description: string;
  events: string[];
  /** Of which it hears alone; null: of the whole organization. */
  projectId: string | null;
  version: number;
  isEnabled: boolean;
  disabledReason: 'person' | 'failing' | 'gone' | null;
  failingSince: string | null;
  /** Until then the secret before signs too. */
  previousUntil: string | null;
  createdAt: string;
}

export function toWebhookView(row: WebhookEndpoint): WebhookView {
  const { id, url, description, events, projectId, version, previousUntil } = row;
  return {
    ...{ id, url, description, events, projectId, version },
    isEnabled: row.disabledAt === null,
    disabledReason: row.disabledReason as WebhookView['disabledReason'],
    failingSince: row.failingSince?.toISOString() ?? null,
    previousUntil: previousUntil !== null && previousUntil > new Date() ? previousUntil.toISOString() : null,
    createdAt: row.createdAt.toISOString(),
  };
}

export interface DeliveryView {
  id: string;
  eventId: string;
  type: string;
  state: 'due' | 'delivered' | 'failed';
  attempts: number;
  nextAttemptAt: string | null;
  lastAttemptAt: string | null;
  responseStatus: number | null;
  responseMs: number | null;
  responseText: string | null;
  error: string | null;
  payload: unknown;
  createdAt: string;
}

export function toDeliveryView(row: WebhookDelivery): DeliveryView {
  const { id, eventId, type, attempts, responseStatus, responseMs, responseText, error } = row;
  return {
    ...{ id, eventId, type, attempts, responseStatus, responseMs, responseText, error },
    payload: orderEvent(row.payload),
    state: row.state as DeliveryView['state'],
    nextAttemptAt: row.state === 'due' ? row.nextAttemptAt.toISOString() : null,
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
