import { AppError } from '@modelmint/domain/errors';
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import type { ApiEnv } from './http/api-env.ts';
import { authenticateKey } from './http/authenticate-key.ts';
import { cors } from './http/cors.ts';
import { limitManagement } from './http/limit-rate.ts';
import { batchRoutes } from './routes/batches.ts';
import { classificationRoutes } from './routes/classifications.ts';
import { chatRoutes, completionRoutes } from './routes/completions.ts';
import { embeddingRoutes } from './routes/embeddings.ts';
import { fileRoutes } from './routes/files.ts';
import { fineTuningRoutes } from './routes/fine-tuning.ts';
import { modelRoutes } from './routes/models.ts';
import { predictionRoutes } from './routes/predictions.ts';
import { recommendationRoutes } from './routes/recommendations.ts';

/** The public API. Mounted at /v1 and, for one project's own address, at /p/{project}/v1. */
export function createV1(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.use('*', cors);
  app.use('*', authenticateKey(deps));
  app.use('*', limitManagement(deps));
  app.route('/files', fileRoutes(deps));
  app.route('/fine_tuning', fineTuningRoutes(deps));
  app.route('/batches', batchRoutes(deps));
  app.route('/models', modelRoutes(deps));
  app.route('/classifications', classificationRoutes(deps));
  app.route('/predictions', predictionRoutes(deps));
  app.route('/recommendations', recommendationRoutes(deps));
  app.route('/chat', chatRoutes(deps));
  app.route('/completions', completionRoutes(deps));
  app.route('/embeddings', embeddingRoutes(deps));
  return app;
}

export function unsupportedEndpoint(): AppError {
  return new AppError('unsupported_endpoint', 'This platform does not offer this part of the OpenAI API.', {
    retryable: false,
  });
}
