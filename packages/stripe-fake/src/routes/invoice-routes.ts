import type Stripe from 'stripe';
import type { ItemChange } from '../billing/change-plan.ts';
import { cardError } from '../billing/charge-card.ts';
import { refreshDraft } from '../billing/cycle-lines.ts';
import { finalizeInvoice } from '../billing/finalize-invoice.ts';
import { isLive } from '../billing/next-due.ts';
import { markPaid, payInvoice } from '../billing/pay-invoice.ts';
import { type PreviewOptions, previewInvoice } from '../billing/preview-invoice.ts';
import type { Fake } from '../fake.ts';
import { invalidRequest } from '../http/api-error.ts';
import { isCreatedIn, listPage } from '../http/list-page.ts';
import {
  boolean,
  choice,
  clearableText,
  createdRange,
  expand,
  metadata,
  page,
  text,
  time,
} from '../http/param-rules.ts';
import { type Route, route } from '../http/route.ts';
import { renderInvoice } from '../render/render-invoice.ts';
import { renderPaymentIntent } from '../render/render-payment-intent.ts';
import type { InvoiceRecord, SubscriptionRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { mergeMetadata } from './merge-metadata.ts';
import { itemParams, prorationBehavior, prorationTime } from './subscription-routes.ts';

export const invoiceRoutes: Route[] = [
  route<Stripe.InvoiceListParams>({
    method: 'get',
    path: '/v1/invoices',
    params: {
      ...page,
      customer: text,
      subscription: text,
      status: choice('draft', 'open', 'paid', 'uncollectible', 'void'),
      created: createdRange,
    },
    run: ({ fake, params }) => {
      const records = Object.values(fake.state.invoices).filter(
        (invoice) =>
          (params.customer === undefined || invoice.customer === params.customer) &&
          (params.subscription === undefined || invoice.subscription === params.subscription) &&
          (params.status === undefined || invoice.status === params.status) &&
          isCreatedIn(invoice.created, params.created),
      );
      return listPage(records, { url: '/v1/invoices', params, render: (invoice) => look(fake, invoice) });
    },
  }),
  route<Stripe.InvoiceCreatePreviewParams>({
    method: 'post',
    path: '/v1/invoices/create_preview',
    params: {
      customer: text,
      subscription: text,
      subscription_details: {
        kind: 'object',
        of: {
          items: { kind: 'list', of: { kind: 'object', of: itemParams }, max: 20 },
          proration_behavior: prorationBehavior,
          proration_date: time,
        },
      },
      expand,
    },
    run: ({ fake, params }) => renderPreview(fake, params),
  }),
  route<Stripe.InvoiceRetrieveParams>({
    method: 'get',
    path: '/v1/invoices/:id',
    params: { expand },
    run: ({ fake, id }) => look(fake, fake.invoice(id)),
  }),
  route<Stripe.InvoiceListLineItemsParams>({
    method: 'get',
    path: '/v1/invoices/:id/lines',
    params: page,
    run: ({ fake, id, params }) => {
      const lines = look(fake, fake.invoice(id)).lines.data.toReversed();
      return listPage(lines, { url: `/v1/invoices/${id}/lines`, params, render: (line) => line });
    },
  }),
  route<Stripe.InvoiceUpdateParams>({
    method: 'post',
    path: '/v1/invoices/:id',
    params: {
      metadata,
      description: clearableText,
      footer: clearableText,
      auto_advance: boolean,
      automatically_finalizes_at: time,
      expand,
    },
    run: ({ fake, id, params }) => updateInvoice(fake, fake.invoice(id), params),
  }),
  route<Stripe.InvoiceFinalizeInvoiceParams>({
    method: 'post',
    path: '/v1/invoices/:id/finalize',
    params: { auto_advance: boolean, expand },
    run: ({ fake, id, params }) => {
      const invoice = fake.invoice(id);
      const at = fake.clockOf(invoice.customer);
      finalizeInvoice(fake, invoice, at);
      if (invoice.amountDue === 0) markPaid(fake, invoice, at);
      // Charged by the clock, as at Stripe: finalising alone moves no money.
      else if (params.auto_advance ?? invoice.autoAdvance) invoice.nextPaymentAttempt = at + 3600;
      return renderInvoice(fake, invoice);
    },
  }),
  route<Stripe.InvoicePayParams>({
    method: 'post',
    path: '/v1/invoices/:id/pay',
    params: { expand, off_session: boolean },
    run: ({ fake, id }) => payByHand(fake, fake.invoice(id)),
  }),
  route<Stripe.InvoiceVoidInvoiceParams>({
    method: 'post',
    path: '/v1/invoices/:id/void',
    params: { expand },
    run: ({ fake, id }) => voidInvoice(fake, fake.invoice(id)),
  }),
];

/** A draft shows the usage of this moment. */
function look(fake: Fake, invoice: InvoiceRecord): Stripe.Invoice {
  refreshDraft(fake, invoice);
  return renderInvoice(fake, invoice);
}

function updateInvoice(fake: Fake, invoice: InvoiceRecord, params: Stripe.InvoiceUpdateParams): Stripe.Invoice {
  const { auto_advance: autoAdvance, automatically_finalizes_at: finalizesAt } = params;
  if (finalizesAt !== undefined && invoice.status !== 'draft')
    throw invalidRequest(
      'Finalized invoices can’t be updated in this way.',
      'invoice_not_editable',
      'automatically_finalizes_at',
    );
  if (finalizesAt !== undefined && (finalizesAt < invoice.created || finalizesAt > invoice.created + 72 * 3600))
    throw invalidRequest('A draft finalizes within 72 hours of its creation.', undefined, 'automatically_finalizes_at');
  const before = renderInvoice(fake, invoice);
  invoice.metadata = mergeMetadata(invoice.metadata, params.metadata);
  if (params.description !== undefined) invoice.description = params.description || null;
  if (params.footer !== undefined) invoice.footer = params.footer || null;
  invoice.autoAdvance = autoAdvance ?? invoice.autoAdvance;
  invoice.automaticallyFinalizesAt = finalizesAt ?? invoice.automaticallyFinalizesAt;
  const object = look(fake, invoice);
  emitEvent(fake, { type: 'invoice.updated', object }, { customer: invoice.customer, before });
  return object;
}

function payByHand(fake: Fake, invoice: InvoiceRecord): Stripe.Invoice {
  const at = fake.clockOf(invoice.customer);
  if (invoice.status === 'draft') finalizeInvoice(fake, invoice, at);
  if (invoice.status === 'paid') throw invalidRequest('Invoice is already paid', 'invoice_already_paid');
  if (invoice.status === 'void') throw invalidRequest('This invoice can no longer be paid');
  if (invoice.amountDue === 0) {
    markPaid(fake, invoice, at);
    return renderInvoice(fake, invoice);
  }
  const error = payInvoice(fake, invoice, { at });
  if (error === null) return renderInvoice(fake, invoice);
  const intent = fake.state.paymentIntents[invoice.paymentIntents.at(-1) ?? ''];
  throw cardError(error, intent === undefined ? undefined : renderPaymentIntent(intent));
}

function voidInvoice(fake: Fake, invoice: InvoiceRecord): Stripe.Invoice {
  if (invoice.status !== 'open')
    throw invalidRequest(
      `You can only void open invoices. This invoice is ${invoice.status}.`,
      'status_transition_invalid',
    );
  invoice.status = 'void';
  invoice.voidedAt = fake.clockOf(invoice.customer);
  invoice.nextPaymentAttempt = null;
  const object = renderInvoice(fake, invoice);
  emitEvent(fake, { type: 'invoice.voided', object }, { customer: invoice.customer });
  return object;
}

function renderPreview(fake: Fake, params: Stripe.InvoiceCreatePreviewParams): Stripe.Invoice {
  const subscription = subscriptionToPreview(fake, params);
  const details = params.subscription_details;
  const at = prorationTime(subscription, details?.proration_date, fake.clockOf(subscription.customer));
  const preview = previewInvoice(fake, subscription, {
    items: (details?.items ?? []) as ItemChange[],
    at,
    prorationBehavior: (details?.proration_behavior ?? 'create_prorations') as PreviewOptions['prorationBehavior'],
  });
  const invoice = renderInvoice(fake, preview);
  const due = Math.max(0, invoice.total + preview.startingBalance);
  const { parent } = invoice;
  // Tells at what time it prorated, so that the change itself can be asked to do the same.
  if (parent?.subscription_details && (details?.items ?? []).length > 0)
    parent.subscription_details.subscription_proration_date = at;
  return { ...invoice, amount_due: due, amount_remaining: due };
}

function subscriptionToPreview(fake: Fake, params: Stripe.InvoiceCreatePreviewParams): SubscriptionRecord {
  if (params.subscription !== undefined) return fake.subscription(params.subscription, 'subscription');
  if (params.customer === undefined)
    throw invalidRequest('You must provide a customer or a subscription.', 'parameter_missing', 'customer');
  const customer = fake.customer(params.customer);
  const live = Object.values(fake.state.subscriptions).filter(
    (entry) => entry.customer === customer.id && isLive(entry),
  );
  const next = live.toSorted((a, b) => a.periodEnd - b.periodEnd)[0];
  if (next === undefined)
    throw invalidRequest(`No upcoming invoices for customer: ${customer.id}`, 'invoice_upcoming_none', 'customer');
  return next;
}
