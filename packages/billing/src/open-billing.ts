import type { Database } from '@modelmint/db/open-database';
import { listStaleCustomers } from '@modelmint/db/system/list-customers';
import type { WebhookKey } from '@modelmint/db/system/webhook-inbox';
import { applyWebhook } from './apply-webhook.ts';
import type { BillingContext, BillingLog } from './billing-context.ts';
import { catchUpWebhooks } from './catch-up-webhooks.ts';
import { changePlan, type PlanChange, type PlanPreview, previewPlan } from './change-plan.ts';
import { endAtPeriodEnd } from './end-at-period-end.ts';
import { type Catalogue, ensureCatalogue } from './ensure-catalogue.ts';
import { type FlushedUsage, flushUsage } from './flush-usage.ts';
import { openPortal } from './open-portal.ts';
import { openStripe } from './open-stripe.ts';
import { type ReceivedWebhook, receiveWebhook } from './receive-webhook.ts';
import { type CheckoutRequest, startCheckout } from './start-checkout.ts';
import { syncCustomer, syncOrganization } from './sync-customer.ts';
import { type ToppedUp, topUpDue } from './top-up.ts';

export interface BillingSettings {
  db: Database;
  stripeSecretKey: string;
  webhookSecret: string;
  /** Address of a simulated Stripe; without it, Stripe itself. */
  apiBase?: string | undefined;
  /** Origin of the site. */
  publicUrl: string;
  log: BillingLog;
}

export interface Billing {
  /** No money moves: pages say "simulated payments". */
  isSimulated: boolean;
  /** Makes plans, prices and meters at Stripe once; everything else does so on first use. */
  ensureCatalogue(): Promise<Catalogue>;
  startCheckout(request: CheckoutRequest): Promise<{ url: string }>;
  /** What `changePlan` with its `prorationDate` will come to. */
  previewPlan(change: PlanChange): Promise<PlanPreview>;
  changePlan(change: PlanChange & { prorationDate?: number | undefined }): Promise<void>;
  /** When an organization is deleted, and when it is restored. */
  endAtPeriodEnd(change: { organizationId: string; isEnding: boolean }): Promise<void>;
  openPortal(organizationId: string): Promise<{ url: string }>;
  receiveWebhook(webhook: { raw: Buffer; signature: string | undefined }): Promise<ReceivedWebhook>;
  applyWebhook(key: WebhookKey): Promise<void>;
  /** The events that Stripe could not deliver; ring `webhook.apply` for each. */
  catchUpWebhooks(): Promise<WebhookKey[]>;
  syncCustomer(customerId: string): Promise<string | null>;
  syncOrganization(organizationId: string): Promise<void>;
  /** Customers of whom nothing was heard for a day. Returns how many were read. */
  syncStale(): Promise<number>;
  flushUsage(scope?: { organizationId?: string }): Promise<FlushedUsage>;
  /** Buys credit with saved cards where it is low and wanted. */
  topUpDue(): Promise<ToppedUp>;
}

const dayMs = 86_400_000;

/** Connects to nothing before it is used. */
export function openBilling({ db, stripeSecretKey, webhookSecret, apiBase, publicUrl, log }: BillingSettings): Billing {
  const stripe = openStripe({ secretKey: stripeSecretKey, apiBase });
  let made: Promise<Catalogue> | null = null;
  const catalogue = (): Promise<Catalogue> => {
    made ??= ensureCatalogue({ stripe, db }).catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
  const context: BillingContext = { stripe, db, webhookSecret, publicUrl, log, catalogue };
  return {
    isSimulated: apiBase !== undefined,
    ensureCatalogue: catalogue,
    startCheckout: (request) => startCheckout(context, request),
    previewPlan: (change) => previewPlan(context, change),
    changePlan: (change) => changePlan(context, change),
    endAtPeriodEnd: (change) => endAtPeriodEnd(context, change),
    openPortal: (organizationId) => openPortal(context, organizationId),
    receiveWebhook: (webhook) => receiveWebhook(context, webhook),
    applyWebhook: (key) => applyWebhook(context, key),
    catchUpWebhooks: () => catchUpWebhooks(context),
    syncCustomer: (customerId) => syncCustomer(context, customerId),
    syncOrganization: (organizationId) => syncOrganization(context, organizationId),
    syncStale: () => syncStale(context),
    flushUsage: (scope) => flushUsage(context, scope),
    topUpDue: () => topUpDue(context),
  };
}

async function syncStale(context: BillingContext): Promise<number> {
  const customers = await listStaleCustomers(context.db, new Date(Date.now() - dayMs));
  let read = 0;
  for (const customerId of customers) {
    try {
      await syncCustomer(context, customerId);
      read++;
    } catch (error) {
      context.log.warn({ err: error, customerId }, 'a billing account could not be read');
    }
  }
  return read;
}
