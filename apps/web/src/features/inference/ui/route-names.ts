import type { CallRoute } from '@modelmint/domain/wire/call-route';
import type { MessageKey } from '../../../i18n/translate.ts';

/** What a job of each route does, for people. */
export const routeNames: Record<CallRoute, MessageKey<'inference'>> = {
  '/v1/chat/completions': 'route.chat',
  '/v1/completions': 'route.completions',
  '/v1/embeddings': 'route.embeddings',
  '/v1/classifications': 'route.labels',
  '/v1/predictions': 'route.predictions',
  '/v1/recommendations': 'route.recommendations',
};
