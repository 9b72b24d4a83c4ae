import { formatUsd } from '@modelmint/domain/money';
import type { NotificationDetails, NotificationKind } from '@modelmint/domain/notification-kind';
import type { Translate } from '../../../i18n/translate.ts';
import { formatDay } from '../../../ui/format-time.ts';
import type { NotificationView } from '../server/notification-view.ts';

export interface NotificationWords {
  title: string;
  text: string;
}

type T = Translate<'notification'>;

const usd = (micros: string): string => formatUsd(BigInt(micros));
const roleNames = ['owner', 'admin', 'member', 'viewer', 'billing'] as const;

const words: { [K in NotificationKind]: (t: T, details: NotificationDetails<K>) => NotificationWords } = {
  job_succeeded: (t, { model, chargedMicros }) => ({
    title: t('fact.job_succeeded.title'),
    text: t('fact.job_succeeded.text', { model, amount: usd(chargedMicros) }),
  }),
  job_failed: (t, { reason }) => ({
    title: t('fact.job_failed.title'),
    text: reason ?? t('fact.job_failed.text'),
  }),
  inference_ended: (t, { outcome, rowsDone, rowsFailed, reason }) => ({
    title: t('fact.inference_ended.title', { outcome }),
    text: reason ?? t('fact.inference_ended.text', { done: rowsDone, failed: rowsFailed }),
  }),
  evaluation_ended: (t, { outcome, reason }) => ({
    title: t('fact.evaluation_ended.title', { outcome }),
    text: reason ?? '',
  }),
  budget_reached: (t, { percent, spentMicros, amountMicros, month, isCap }) => {
    const values = { spent: usd(spentMicros), amount: usd(amountMicros), month };
    return {
      title: t('fact.budget_reached.title', { percent }),
      text: isCap ? t('fact.budget_reached.capped', values) : t('fact.budget_reached.text', values),
    };
  },
  payment_failed: (t, { cause, amountMicros, reason }) => {
    const amount = usd(amountMicros);
    return {
      title: t('fact.payment_failed.title', { cause }),
      text:
        cause === 'authentication_required'
          ? t('fact.payment_failed.confirm', { amount })
          : (reason ?? t('fact.payment_failed.text', { amount })),
    };
  },
  credit_low: (t, { balanceMicros }) => ({
    title: t('fact.credit_low.title'),
    text: t('fact.credit_low.text', { balance: usd(balanceMicros) }),
  }),
  invitation_accepted: (t, { email, role }) => {
    const known = roleNames.find((name) => name === role.toLowerCase());
    return {
      title: t('fact.invitation_accepted.title', { email }),
      text: known === undefined ? '' : t('fact.invitation_accepted.text', { role: t(`role.${known}`) }),
    };
  },
  api_key_expiring: (t, { expiresAt, last4 }) => ({
    title: t('fact.api_key_expiring.title', { day: formatDay(new Date(expiresAt)) }),
    text: t('fact.api_key_expiring.text', { last4 }),
  }),
  webhook_disabled: (t, { failingSince }) => ({
    title: t('fact.webhook_disabled.title'),
    text: t('fact.webhook_disabled.text', { day: formatDay(new Date(failingSince)) }),
  }),
  support_came: (t, { reason, isActing }) => ({
    title: t('fact.support_came.title'),
    text: t(isActing ? 'fact.support_came.acting' : 'fact.support_came.looking', { reason }),
  }),
};

/** What has happened, in the language of whoever reads. A reason that was kept with the fact stays to be translated. */
export function notificationWords(
  t: T,
  { kind, details }: Pick<NotificationView, 'kind' | 'details'>,
): NotificationWords {
  // Which details a kind has is checked when it is written.
  const say = words[kind] as (t: T, details: NotificationDetails) => NotificationWords;
  return say(t, details);
}
