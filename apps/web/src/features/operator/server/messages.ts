import type { OperatorActor } from '@modelmint/db/audit/record-operator-act';
import { noteMail } from '@modelmint/db/system/keep-mail';
import { replayMeterEvent, replayWebhook } from '@modelmint/db/system/replay-payments';
import { findMail, recordResend } from '@modelmint/db/system/resend-mail';
import { AppError } from '@modelmint/domain/errors';
import type { JobName, JobPayload } from '@modelmint/queue/catalogue';
import type { Deps } from '../../../deps.ts';

/** What went to or came from Stripe and the mail server, once more. Callers have asked `requireOperator`. */
export async function replayInbox(
  deps: Deps,
  { source, externalId, operator }: { source: string; externalId: string; operator: OperatorActor },
): Promise<{ id: string }> {
  const key = { source, externalId };
  if (!(await replayWebhook(deps.db, { ...key, operator })))
    throw new AppError('not_found', 'There is no such message of Stripe.');
  await ring(deps, 'webhook.apply', key, externalId);
  return { id: externalId };
}

export async function replayOutbox(
  deps: Deps,
  asked: { identifier: string; operator: OperatorActor },
): Promise<{ id: string }> {
  if (!(await replayMeterEvent(deps.db, asked))) throw new AppError('not_found', 'There is no such meter event.');
  await ring(deps, 'usage.flush', {}, `replay:${asked.identifier}`.replaceAll(':', '.'));
  return { id: asked.identifier };
}

/** The row stands, and the minutely flush or the sweep goes on with it, should the ring be lost. */
async function ring<N extends JobName>(deps: Deps, name: N, payload: JobPayload<N>, jobId: string): Promise<void> {
  try {
    await deps.queue.ring(name, payload, { jobId });
  } catch (error) {
    deps.log.warn({ err: error, name }, 'ring failed: the sweep will ring again');
  }
}

/** Sends a mail that failed, or was kept before there was a mail server, as it was. Throws what the mail server says. */
export async function resendMail(
  deps: Deps,
  { mailId, operator }: { mailId: string; operator: OperatorActor },
): Promise<{ id: string }> {
  const mail = await findMail(deps.db, mailId);
  if (mail === null) throw new AppError('not_found', 'There is no such mail. Mails are kept for 30 days.');
  if (mail.text === '')
    throw new AppError('invalid_state', 'It was sent, and the words of sent mails are not kept: ask for a new one.');
  if (deps.env.smtpUrl === undefined)
    throw new AppError('invalid_state', 'No mail server is set (SMTP_URL): hand the link on yourself.');
  await recordResend(deps.db, { mail, operator });
  const { id, kind, recipient, subject, text, html } = mail;
  const message = { id, recipient, subject, text, html, kind: kind as Parameters<Deps['mailer']['send']>[0]['kind'] };
  await deps.mailer.send(message);
  await noteMail(deps.db, message, { isSent: true });
  return { id };
}
