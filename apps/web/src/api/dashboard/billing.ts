import { type Context, Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { requireSession } from '../../features/account/server/read-session.ts';
import { ChangePlanInput, changePlan } from '../../features/billing/server/change-plan.ts';
import { FinishCheckoutInput, finishCheckout } from '../../features/billing/server/finish-checkout.ts';
import { openPortal } from '../../features/billing/server/open-portal.ts';
import { readBilling } from '../../features/billing/server/read-billing.ts';
import { CheckoutInput, startCheckout } from '../../features/billing/server/start-checkout.ts';
import type { OrganizationPrincipal } from '../../features/organization/server/principal.ts';
import { requireOrganizationPrincipal } from '../../features/organization/server/require-principal.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { readJson } from '../http/read-json.ts';

/** Below `/api/organizations/:organizationId/billing`. */
export function billingRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  const principalOf = (c: Context<ApiEnv>): Promise<OrganizationPrincipal> =>
    requireOrganizationPrincipal(deps, c.req.header('cookie'), c.req.param('organizationId') ?? '');

  app.get('/', async (c) => answerJson(c, await readBilling(deps, await principalOf(c))));
  app.post('/checkout', async (c) => {
    const principal = await principalOf(c);
    const { user } = await requireSession(deps, c.req.header('cookie'));
    const purchase = await readJson(c, CheckoutInput);
    return answerJson(c, await startCheckout(deps, principal, { purchase, email: user.email }));
  });
  app.post('/fulfil', async (c) => {
    const principal = await principalOf(c);
    return answerJson(c, await finishCheckout(deps, principal, await readJson(c, FinishCheckoutInput)));
  });
  app.post('/plan', async (c) => {
    const principal = await principalOf(c);
    await changePlan(deps, principal, await readJson(c, ChangePlanInput));
    return answerJson(c, await readBilling(deps, principal));
  });
  app.post('/portal', async (c) => answerJson(c, await openPortal(deps, await principalOf(c))));
  return app;
}
