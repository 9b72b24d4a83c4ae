import type { AdvanceOptions } from '../billing/advance-clock.ts';
import { invalidRequest } from '../http/api-error.ts';
import { type Fault, faultKinds } from '../http/inject-faults.ts';
import type { CardBehaviour } from '../state/records.ts';
import { type DeliveryMode, deliveryModes, inOrder } from '../webhooks/delivery-mode.ts';

const cardBehaviours: readonly CardBehaviour[] = [
  'ok',
  'declined',
  'insufficient_funds',
  'expired_card',
  'authenticate_once',
  'authentication_required',
];
const settleDefaultMs = 5000;
const holdDefaultMs = 30_000;

export type Json = Record<string, unknown>;

export function readAdvance(body: Json): AdvanceOptions {
  const { to } = body;
  if (to !== 'next_invoice' && to !== 'next_invoice_final' && !(typeof to === 'number' && Number.isSafeInteger(to)))
    throw invalidRequest('`to` is Unix seconds, "next_invoice" or "next_invoice_final".', undefined, 'to');
  return { to, settleMs: readNumber(body, 'settleMs', settleDefaultMs) };
}

export function readCardBehaviour(body: Json): CardBehaviour {
  return readChoice(body, 'card', cardBehaviours);
}

export function readFault(body: Json): Fault {
  return {
    kind: readChoice(body, 'kind', faultKinds),
    when: readChoice(body, 'when', ['before', 'after'] as const),
    count: readNumber(body, 'count', 1),
    method: readText(body, 'method'),
    path: readText(body, 'path'),
    holdMs: readNumber(body, 'holdMs', holdDefaultMs),
  };
}

export interface WebhookSettings {
  mode: DeliveryMode | null;
  url: string | null;
}

export function readWebhooks(body: Json): WebhookSettings {
  const mode =
    body.mode === undefined
      ? null
      : {
          mode: readChoice(body, 'mode', deliveryModes),
          delayMs: readNumber(body, 'delayMs', 1000),
          count: body.count === undefined ? null : readNumber(body, 'count', 1),
          seed: readNumber(body, 'seed', inOrder.seed),
        };
  return { mode, url: readText(body, 'url') };
}

export function readText(body: Json, name: string): string | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw invalidRequest(`\`${name}\` is a text.`, undefined, name);
  return value;
}

function readNumber(body: Json, name: string, otherwise: number): number {
  const value = body[name] ?? otherwise;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
    throw invalidRequest(`\`${name}\` is a number from 0.`, undefined, name);
  return value;
}

function readChoice<const C extends string>(body: Json, name: string, choices: readonly C[]): C {
  const found = choices.find((choice) => choice === body[name]);
  if (found === undefined) throw invalidRequest(`\`${name}\` is one of ${choices.join(', ')}.`, undefined, name);
  return found;
}
