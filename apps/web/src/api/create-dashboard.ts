import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { createAccountApi } from './dashboard/account.ts';
import { accountSecurityRoutes } from './dashboard/account-security.ts';
import { apiKeyRoutes } from './dashboard/api-keys.ts';
import { auditRoutes } from './dashboard/audit.ts';
import { baseModelRoutes } from './dashboard/base-models.ts';
import { billingRoutes } from './dashboard/billing.ts';
import { playgroundRoutes } from './dashboard/classifications.ts';
import { datasetRoutes } from './dashboard/datasets.ts';
import { embeddingTrialRoutes } from './dashboard/embeddings.ts';
import { endpointRoutes } from './dashboard/endpoints.ts';
import { evaluationRoutes } from './dashboard/evaluations.ts';
import { jobRoutes } from './dashboard/fine-tuning.ts';
import { generationRoutes } from './dashboard/generations.ts';
import { inferenceRoutes } from './dashboard/inference.ts';
import { invitationLinkRoutes, invitationRoutes } from './dashboard/invitations.ts';
import { memberRoutes } from './dashboard/members.ts';
import { modelApi } from './dashboard/models.ts';
import { operatorRoutes } from './dashboard/operator.ts';
import { organizationRoutes } from './dashboard/organizations.ts';
import { playgroundRunRoutes } from './dashboard/playground-runs.ts';
import { predictionTrialRoutes } from './dashboard/predictions.ts';
import { projectRoutes } from './dashboard/projects.ts';
import { recommendationTrialRoutes } from './dashboard/recommendations.ts';
import { searchRoutes } from './dashboard/search.ts';
import { signInRoutes } from './dashboard/sign-in.ts';
import { siteRoutes } from './dashboard/site.ts';
import { ssoRoutes } from './dashboard/sso.ts';
import { organizationUsageRoutes, usageRoutes } from './dashboard/usage.ts';
import type { ApiEnv } from './http/api-env.ts';
import { checkJsonType, checkOrigin } from './http/check-origin.ts';

/** `/api`: what the pages call, with the cookie of the session. */
export function createDashboard(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.use('*', async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      checkOrigin(c.env.incoming.headers, deps.env.publicUrl);
      checkJsonType(c.env.incoming.headers);
    }
    await next();
  });
  app.route('/account', createAccountApi(deps));
  app.route('/account', accountSecurityRoutes(deps));
  app.route('/account', signInRoutes(deps));
  app.route('/operator', operatorRoutes(deps));
  app.route('/site', siteRoutes(deps));
  app.route('/organizations/:organizationId/billing', billingRoutes(deps));
  app.route('/organizations/:organizationId/sso', ssoRoutes(deps));
  app.route('/organizations/:organizationId/audit', auditRoutes(deps));
  app.route('/organizations/:organizationId/usage', organizationUsageRoutes(deps));
  app.route('/organizations', organizationRoutes(deps));
  app.route('/organizations/:organizationId', memberRoutes(deps));
  app.route('/organizations/:organizationId/projects', projectRoutes(deps));
  app.route('/organizations/:organizationId/invitations', invitationRoutes(deps));
  app.route('/invitations', invitationLinkRoutes(deps));
  const project = '/projects/:projectId';
  app.route(project, datasetRoutes(deps));
  app.route(`${project}/fine-tuning`, jobRoutes(deps));
  app.route(`${project}/inference`, inferenceRoutes(deps));
  app.route(`${project}/evaluations`, evaluationRoutes(deps));
  app.route(`${project}/models`, modelApi(deps));
  app.route(`${project}/base-models`, baseModelRoutes(deps));
  app.route(`${project}/endpoints`, endpointRoutes(deps));
  app.route(`${project}/classifications`, playgroundRoutes(deps));
  app.route(`${project}/embeddings`, embeddingTrialRoutes(deps));
  app.route(`${project}/predictions`, predictionTrialRoutes(deps));
  app.route(`${project}/recommendations`, recommendationTrialRoutes(deps));
  app.route(`${project}/playground/runs`, playgroundRunRoutes(deps));
  app.route(`${project}/generations`, generationRoutes(deps));
  app.route(`${project}/api-keys`, apiKeyRoutes(deps));
  app.route(`${project}/search`, searchRoutes(deps));
  app.route(`${project}/usage`, usageRoutes(deps));
  return app;
}
