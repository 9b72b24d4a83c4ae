import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { requireSession } from '../../features/account/server/read-session.ts';
import {
  ChangePlanInput,
  changePlan,
  PreviewPlanInput,
  previewPlan,
} from '../../features/billing/server/change-plan.ts';
import { FinishCheckoutInput, finishCheckout } from '../../features/billing/server/finish-checkout.ts';
import { openPortal } from '../../features/billing/server/open-portal.ts';
import { readBilling } from '../../features/billing/server/read-billing.ts';
import { removeBudget } from '../../features/billing/server/remove-budget.ts';
import { SetAutoTopUp, setAutoTopUp } from '../../features/billing/server/set-auto-top-up.ts';
import { SetBudget, setBudget } from '../../features/billing/server/set-budget.ts';
import { CheckoutInput, startCheckout } from '../../features/billing/server/start-checkout.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { organizationPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

/** Below `/api/organizations/:organizationId/billing`. */
export function billingRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.get('/', async (c) => answerJson(c, await readBilling(deps, await organizationPrincipal(deps, c))));
  app.post('/checkout', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    const { user } = await requireSession(deps, c.req.header('cookie'));
    const purchase = await readJson(c, CheckoutInput);
    return answerJson(c, await startCheckout(deps, principal, { purchase, email: user.email }));
  });
  app.post('/fulfil', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return answerJson(c, await finishCheckout(deps, principal, await readJson(c, FinishCheckoutInput)));
  });
  app.post('/plan', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    await changePlan(deps, principal, await readJson(c, ChangePlanInput));
    return answerJson(c, await readBilling(deps, principal));
  });
  app.post('/plan/preview', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return answerJson(c, await previewPlan(deps, principal, await readJson(c, PreviewPlanInput)));
  });
  app.put('/budgets', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return answerJson(c, await setBudget(deps, principal, await readJson(c, SetBudget)));
  });
  app.delete('/budgets/:budgetId', async (c) => {
    await removeBudget(deps, await organizationPrincipal(deps, c), c.req.param('budgetId'));
    return answerJson(c, { deleted: true });
  });
  app.put('/auto-top-up', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return answerJson(c, await setAutoTopUp(deps, principal, await readJson(c, SetAutoTopUp)));
  });
  app.post('/portal', async (c) => answerJson(c, await openPortal(deps, await organizationPrincipal(deps, c))));
  return app;
}
