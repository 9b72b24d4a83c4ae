import {
  claimNotificationMails,
  type DueNotificationMail,
  finishNotificationMails,
} from '@modelmint/db/system/notification-mails';
import { deriveId } from '@modelmint/domain/ids';
import type { NotificationDetails } from '@modelmint/domain/notification-kind';
import { notificationPath } from '@modelmint/domain/notification-path';
import type { TranslateProblem } from '@modelmint/domain/problem-translator';
import { chooseMailLanguage } from '@modelmint/mail/mail-language';
import type { MailMessage } from '@modelmint/mail/mail-message';
import { renderNotification } from '@modelmint/mail/render-notification';
import type { WorkerDeps } from '../deps.ts';
import { asAppError } from '../run-job.ts';
import type { Handler } from './handler.ts';

/** Facts in one mail; the rest follow in the next. */
const factsMax = 20;

/**
 * Sends what people are told by mail: one mail to each person and organization, however much has happened since. Each
 * row is sent by whoever claims it; only a worker that dies between the mail server's answer and ours sends one twice,
 * under the same message id.
 */
export const mailNotificationsJob: Handler<'notification.mail'> = async (deps, { signal }) => {
  const due = await claimNotificationMails(deps.db);
  // What their reader may not see any more is not told, and does not keep back the rest.
  const untold = due.filter(({ email }) => email === null);
  if (untold.length > 0) await finishNotificationMails(deps.db, untold, { state: 'none' });
  for (const group of groupByReader(due.filter(({ email }) => email !== null))) {
    signal.throwIfAborted();
    await sendGroup(deps, group);
  }
  if (due.length > 0) deps.log.info({ count: due.length }, 'notifications: mailed');
};

function groupByReader(due: readonly DueNotificationMail[]): DueNotificationMail[][] {
  const groups = new Map<string, DueNotificationMail[][]>();
  for (const one of due) {
    const key = `${one.organizationId} ${one.userId}`;
    const parts = groups.get(key) ?? [[]];
    groups.set(key, parts);
    const last = parts.at(-1);
    if (last === undefined || last.length >= factsMax) parts.push([one]);
    else last.push(one);
  }
  return [...groups.values()].flat();
}

async function sendGroup(deps: WorkerDeps, group: readonly DueNotificationMail[]): Promise<void> {
  const [first] = group;
  if (first === undefined || first.email === null) return;
  const { db, mailer, log } = deps;
  try {
    await mailer.send(mailOf(deps, { ...first, email: first.email }, group));
  } catch (thrown) {
    const error = asAppError(thrown);
    log.warn({ err: error }, 'notifications: a mail was not sent');
    return finishNotificationMails(db, group, { state: 'failed', error: error.message, isFinal: !error.retryable });
  }
  await finishNotificationMails(db, group, { state: 'sent' });
}

function mailOf(
  { env: { publicUrl }, toChinese }: WorkerDeps,
  first: DueNotificationMail & { email: string },
  group: readonly DueNotificationMail[],
): MailMessage {
  const all = `/organizations/${first.organizationId}/notifications`;
  const language = chooseMailLanguage(first.language);
  const facts = group.map(({ kind, details, target, organizationName }) => ({
    ...{ kind, details: language === 'zh-CN' ? withReason(details, toChinese) : details },
    name: target.name ?? organizationName,
  }));
  const message = renderNotification({
    recipient: first.email,
    language,
    organizationName: first.organizationName,
    facts,
    url: `${publicUrl}${group.length === 1 ? notificationPath(first) : all}`,
    choicesUrl: `${publicUrl}${all}/choices`,
  });
  return { ...message, id: deriveId('mail', group.map(({ id }) => id).join(' ')) };
}

/** Reasons stand in rows as English sentences. */
function withReason(details: NotificationDetails, toChinese: TranslateProblem): NotificationDetails {
  if (!('reason' in details) || typeof details.reason !== 'string') return details;
  return { ...details, reason: toChinese(details.reason) };
}
