import type { CallRoute } from '@modelmint/domain/wire/call-route';

/** What a job of each route does, for people. */
export const routeNames: Record<CallRoute, string> = {
  '/v1/chat/completions': 'Chat answers',
  '/v1/completions': 'Completions',
  '/v1/embeddings': 'Embeddings',
  '/v1/classifications': 'Labels',
  '/v1/predictions': 'Predictions',
  '/v1/recommendations': 'Recommendations',
};
