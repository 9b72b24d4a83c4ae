import type { Hono } from 'hono';
import { isLive } from '../billing/next-due.ts';
import { payInvoice } from '../billing/pay-invoice.ts';
import { saveCard } from '../billing/save-card.ts';
import { findTestCard, makeCard } from '../billing/test-cards.ts';
import { announceUpdate } from '../billing/update-items.ts';
import type { Fake } from '../fake.ts';
import { renderSubscription } from '../render/render-subscription.ts';
import type { CustomerRecord, InvoiceRecord, PortalSessionRecord } from '../state/records.ts';
import { invoicePage } from './invoice-page.ts';
import type { Commit } from './pay-routes.ts';
import { portalMessages, portalPage } from './portal-page.ts';
import { missingPage, redirect, renderPage } from './render-page.ts';

const portalSeconds = 3600;

/** The portal and the pages of invoices. Both addresses are secrets of their own, as at Stripe. */
export function addAccountRoutes(app: Hono, fake: Fake, commit: Commit): void {
  app.get('/portal/:id', (context) => {
    const found = findPortal(fake, context.req.param('id'));
    if (found === null) return missingPage();
    const done = context.req.query('done') ?? '';
    const message = Object.hasOwn(portalMessages, done) ? portalMessages[done as keyof typeof portalMessages] : null;
    return renderPage('Billing portal', portalPage(fake, found.session, { customer: found.customer, message }));
  });
  app.post('/portal/:id', async (context) => {
    const found = findPortal(fake, context.req.param('id'));
    if (found === null) return missingPage();
    const done = takePortalForm(fake, found.customer, new URLSearchParams(await context.req.text()));
    await commit();
    return redirect(`${fake.settings.publicUrl}/portal/${found.session.id}?done=${done}`);
  });
  app.get('/invoices/:id/:secret', (context) => {
    const invoice = findInvoice(fake, context.req.param('id'), context.req.param('secret'));
    return invoice === null ? missingPage() : renderPage('Invoice', invoicePage(fake, invoice, null));
  });
  app.post('/invoices/:id/:secret', async (context) => {
    const invoice = findInvoice(fake, context.req.param('id'), context.req.param('secret'));
    if (invoice === null) return missingPage();
    const answer = payFromPage(fake, invoice);
    await commit();
    return answer;
  });
}

function payFromPage(fake: Fake, invoice: InvoiceRecord): Response {
  if (invoice.status !== 'open') return renderPage('Invoice', invoicePage(fake, invoice, null));
  fake.request = { id: null, idempotencyKey: null };
  const error = payInvoice(fake, invoice, { at: fake.clockOf(invoice.customer), holder: 'present' });
  if (error === null)
    return renderPage('Invoice', invoicePage(fake, invoice, { text: 'The invoice is paid.', isError: false }));
  const text = `${error.message} Nothing was paid. Change the card in the billing portal and pay again.`;
  return renderPage('Invoice', invoicePage(fake, invoice, { text, isError: true }), 402);
}

function takePortalForm(fake: Fake, customer: CustomerRecord, form: URLSearchParams): keyof typeof portalMessages | '' {
  fake.request = { id: null, idempotencyKey: null };
  const action = form.get('action');
  if (action === 'card') return changeCard(fake, customer, form.get('card_number') ?? '');
  const subscription = fake.state.subscriptions[form.get('subscription') ?? ''];
  if (subscription?.customer !== customer.id || !isLive(subscription)) return '';
  if (action !== 'cancel' && action !== 'keep') return '';
  const before = renderSubscription(fake, subscription);
  const isCancelled = action === 'cancel';
  subscription.cancelAtPeriodEnd = isCancelled;
  subscription.canceledAt = isCancelled ? fake.clockOf(customer.id) : null;
  subscription.cancellation.reason = isCancelled ? 'cancellation_requested' : null;
  announceUpdate(fake, subscription, before);
  return isCancelled ? 'cancelled' : 'kept';
}

function changeCard(fake: Fake, customer: CustomerRecord, number: string): 'card' | '' {
  const card = findTestCard(number);
  if (card === null) return '';
  const created = fake.clockOf(customer.id);
  const expYear = new Date(created * 1000).getUTCFullYear() + 3;
  const { name, email } = customer;
  saveCard(fake, customer, makeCard(card, { created, expMonth: 12, expYear, name, email }));
  return 'card';
}

function findPortal(fake: Fake, id: string): { session: PortalSessionRecord; customer: CustomerRecord } | null {
  const session = fake.state.portalSessions[id];
  if (session === undefined || fake.now() - session.created > portalSeconds) return null;
  const customer = fake.state.customers[session.customer];
  return customer === undefined || customer.deleted ? null : { session, customer };
}

function findInvoice(fake: Fake, id: string, secret: string): InvoiceRecord | null {
  const invoice = fake.state.invoices[id];
  return invoice === undefined || invoice.secret !== secret ? null : invoice;
}
