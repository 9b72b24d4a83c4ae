import { isVisibleLine, visibleLine } from '@modelmint/domain/visible-text';
import { webhookEventTypes } from '@modelmint/domain/webhook-event';
import { z } from 'zod';

export const WebhookFields = z.strictObject({
  url: z.string().trim().min(1, 'write the address').max(2_000, 'must be at most 2,000 characters'),
  description: z.string().trim().max(200, 'must be at most 200 characters').refine(isVisibleLine, visibleLine),
  events: z
    .array(z.enum(webhookEventTypes, 'this is no event'))
    .min(1, 'choose one at least')
    .max(webhookEventTypes.length)
    .refine((events) => new Set(events).size === events.length, 'name each event once'),
});
