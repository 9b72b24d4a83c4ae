import type { Hono } from 'hono';
import { confirmSession, needsCard, type PayOutcome, paySession } from '../billing/complete-session.ts';
import type { Fake } from '../fake.ts';
import type { SessionRecord } from '../state/records.ts';
import { confirmPage, endedPage, type PayFields, payPage, suggestedFields } from './pay-page.ts';
import { readCard } from './read-card.ts';
import { missingPage, redirect, renderPage } from './render-page.ts';

/** Runs after a page changed something: keeps it and sends its webhooks. */
export type Commit = () => Promise<void>;

export function addPayRoutes(app: Hono, fake: Fake, commit: Commit): void {
  app.get('/pay/:id', (context) => {
    const session = fake.state.sessions[context.req.param('id')];
    return session === undefined ? missingPage() : showSession(fake, session, { fields: suggestedFields, error: null });
  });
  app.post('/pay/:id', async (context) => {
    const session = fake.state.sessions[context.req.param('id')];
    if (session === undefined) return missingPage();
    const form = new URLSearchParams(await context.req.text());
    const answer = takeForm(fake, session, form);
    await commit();
    return answer;
  });
}

function takeForm(fake: Fake, session: SessionRecord, form: URLSearchParams): Response {
  const action = form.get('action');
  const fields = readFields(form);
  if (session.status !== 'open') return showSession(fake, session, { fields, error: null });
  if (action === 'cancel') return leave(session);
  fake.request = { id: null, idempotencyKey: null };
  if (action === 'confirm' || action === 'refuse')
    return showOutcome(fake, session, { outcome: confirmSession(fake, session, action === 'confirm'), fields });
  const now = fake.clockOf(session.customer);
  const card = needsCard(session) ? readCard(fields, now) : null;
  if (typeof card === 'string') return showSession(fake, session, { fields, error: card, status: 400 });
  if (fields.email.trim() !== '' || fields.name.trim() !== '')
    session.payer = { email: fields.email.trim() || null, name: fields.name.trim() || null };
  return showOutcome(fake, session, { outcome: paySession(fake, session, card), fields });
}

function showOutcome(
  fake: Fake,
  session: SessionRecord,
  { outcome, fields }: { outcome: PayOutcome; fields: PayFields },
): Response {
  if (outcome.kind === 'paid') return redirect(successUrl(session));
  if (outcome.kind === 'confirm') return renderPage('Confirm the payment', confirmPage(session));
  return showSession(fake, session, {
    fields,
    error: `${outcome.message} Nothing was paid. Try another card.`,
    status: 402,
  });
}

function showSession(
  fake: Fake,
  session: SessionRecord,
  view: { fields: PayFields; error: string | null; status?: number },
): Response {
  if (session.status === 'complete') {
    const link = { url: successUrl(session), label: 'Go on' };
    return renderPage(
      'Paid',
      endedPage('This payment is complete', 'It was paid once; nothing is to be paid again.', link),
    );
  }
  if (session.status === 'expired') {
    const link = session.cancelUrl === null ? null : { url: session.cancelUrl, label: 'Go back' };
    const text = 'Nothing was paid. Start again from where you came from.';
    return renderPage('Expired', endedPage('This payment page has expired', text, link), 410);
  }
  if (session.cardToConfirm !== null && view.error === null)
    return renderPage('Confirm the payment', confirmPage(session));
  return renderPage(session.mode === 'subscription' ? 'Subscribe' : 'Pay', payPage(fake, session, view), view.status);
}

/** The session stays open, as at Stripe: its page can be opened again until it expires. */
function leave(session: SessionRecord): Response {
  session.cardToConfirm = null;
  if (session.cancelUrl !== null) return redirect(session.cancelUrl);
  return renderPage('Left', endedPage('You left the payment', 'Nothing was paid. You can close this page.', null));
}

function successUrl(session: SessionRecord): string {
  return session.successUrl.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

function readFields(form: URLSearchParams): PayFields {
  const read = (name: string) => (form.get(name) ?? '').slice(0, 200);
  return {
    cardNumber: read('card_number'),
    expiry: read('expiry'),
    cvc: read('cvc'),
    name: read('name'),
    email: read('email'),
  };
}
