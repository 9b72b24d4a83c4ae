import { formatUsd } from '@modelmint/domain/money';
import type { NotificationDetails, NotificationKind } from '@modelmint/domain/notification-kind';
import type { MailLanguage } from './mail-language.ts';

/** One fact in words; `what`: the name of what it is about. */
export interface FactWords {
  title: string;
  text: string;
}

type Words<K extends NotificationKind> = (what: string, details: NotificationDetails<K>) => FactWords;

const usd = (micros: string) => formatUsd(BigInt(micros));
const because = (reason: string | null | undefined) => (reason ? ` ${oneLine(reason, 300)}` : '');
/** What members wrote comes short and without line breaks. */
const oneLine = (text: string, charactersMax: number) => text.replaceAll(/\s+/g, ' ').slice(0, charactersMax);
const day = (iso: string) => iso.slice(0, 10);
const minute = (iso: string) => iso.slice(0, 16).replace('T', ' ');

const ended = { completed: 'is complete', failed: 'has failed', expired: 'has expired', cancelled: 'was cancelled' };

const english: { [K in NotificationKind]: Words<K> } = {
  job_succeeded: (what, { model, chargedMicros }) => ({
    title: `Fine-tuning job “${what}” has succeeded`,
    text: `The fine-tuning job “${what}” has made the model ${model}. It cost ${usd(chargedMicros)}.`,
  }),
  job_failed: (what, { reason }) => ({
    title: `Fine-tuning job “${what}” has failed`,
    text: `The fine-tuning job “${what}” has failed; it costs nothing.${because(reason)}`,
  }),
  inference_ended: (what, { outcome, rowsDone, rowsFailed, reason }) => ({
    title: `Inference job “${what}” ${ended[outcome]}`,
    text: `The inference job “${what}” has answered ${rowsDone} ${rowsDone === 1 ? 'row' : 'rows'}; ${rowsFailed} could not be answered.${because(reason)}`,
  }),
  evaluation_ended: (what, { outcome, reason }) => ({
    title: `Evaluation “${what}” ${ended[outcome]}`,
    text: `The evaluation “${what}” has ended.${because(reason)}`,
  }),
  budget_reached: (what, { percent, spentMicros, amountMicros, month, isCap }) => ({
    title: `${what} has reached ${percent} % of its budget`,
    text: `${what} has spent ${usd(spentMicros)} of its budget of ${usd(amountMicros)} in ${month}.${
      isCap ? ' New work that costs money is refused until the budget is raised or the month is over.' : ''
    }`,
  }),
  payment_failed: (what, { cause, amountMicros, reason }) => ({
    title: cause === 'invoice' ? 'A payment has failed' : 'A top-up could not be paid',
    text: `${usd(amountMicros)} for ${what} could not be paid.${
      cause === 'authentication_required' ? ' Your bank asks you to confirm it: top up by hand.' : ''
    }${cause === 'invoice' ? '' : ' Automatic top-up is off until somebody turns it on again.'}${because(reason)}`,
  }),
  credit_low: (what, { balanceMicros, thresholdMicros }) => ({
    title: `The credit of ${what} is low`,
    text: `${what} has ${usd(balanceMicros)} left, less than ${usd(thresholdMicros)}. Jobs and calls stop when it is used up.`,
  }),
  invitation_accepted: (_what, { email, role }) => ({
    title: `${email} has joined`,
    text: `${email} has accepted the invitation and is now ${role.toLowerCase()}.`,
  }),
  api_key_expiring: (what, { expiresAt, last4 }) => ({
    title: `API key “${what}” expires on ${day(expiresAt)}`,
    text: `The API key “${what}” (…${last4}) stops working on ${day(expiresAt)}. Make another one and put it in its place before.`,
  }),
  webhook_disabled: (_what, { url, failingSince }) => ({
    title: 'A webhook was turned off',
    text: `${url} has answered nothing but failures since ${day(failingSince)}, so nothing is sent there any more. Mend it and turn it on again.`,
  }),
  support_came: (what, { reason, isActing, until }) => ({
    title: `Support came into ${what}`,
    text: `The operator of this platform came into ${what} to ${isActing ? 'look and act' : 'look'}, until ${minute(until)} UTC at most. Their reason: ${oneLine(reason, 300)} What they do stands in the audit log, and the page Settings ends it at any moment.`,
  }),
};

const inferenceChinese = { completed: '已完成', failed: '失败', expired: '已过期', cancelled: '已取消' };

const chinese: { [K in NotificationKind]: Words<K> } = {
  job_succeeded: (what, { model, chargedMicros }) => ({
    title: `微调任务“${what}”已完成`,
    text: `微调任务“${what}”已产出模型 ${model}，费用 ${usd(chargedMicros)}。`,
  }),
  job_failed: (what, { reason }) => ({
    title: `微调任务“${what}”失败`,
    text: `微调任务“${what}”失败，不产生费用。${oneLine(reason ?? '', 300)}`,
  }),
  inference_ended: (what, { outcome, rowsDone, rowsFailed, reason }) => ({
    title: `推理任务“${what}”${inferenceChinese[outcome]}`,
    text: `推理任务“${what}”成功 ${rowsDone} 行，失败 ${rowsFailed} 行。${oneLine(reason ?? '', 300)}`,
  }),
  evaluation_ended: (what, { outcome, reason }) => ({
    title: `评估“${what}”${inferenceChinese[outcome]}`,
    text: `评估“${what}”已结束。${oneLine(reason ?? '', 300)}`,
  }),
  budget_reached: (what, { percent, spentMicros, amountMicros, month, isCap }) => ({
    title: `${what} 已用到预算的 ${percent}%`,
    text: `${what} 在 ${month} 已花费 ${usd(spentMicros)}，预算为 ${usd(amountMicros)}。${
      isCap ? '在提高预算或进入下个月之前，新的付费任务和调用会被拒绝。' : ''
    }`,
  }),
  payment_failed: (what, { cause, amountMicros, reason }) => ({
    title: cause === 'invoice' ? '付款失败' : '充值未能支付',
    text: `${what} 的 ${usd(amountMicros)} 未能支付。${
      cause === 'authentication_required' ? '银行要求本人确认，请手动充值。' : ''
    }${cause === 'invoice' ? '' : '自动充值已关闭，需要手动重新开启。'}${oneLine(reason ?? '', 300)}`,
  }),
  credit_low: (what, { balanceMicros, thresholdMicros }) => ({
    title: `${what} 余额不足`,
    text: `${what} 余额为 ${usd(balanceMicros)}，低于 ${usd(thresholdMicros)}。余额用完后，任务和调用会停止。`,
  }),
  invitation_accepted: (_what, { email }) => ({
    title: `${email} 已加入`,
    text: `${email} 已接受邀请并加入组织。`,
  }),
  api_key_expiring: (what, { expiresAt, last4 }) => ({
    title: `API 密钥“${what}”将于 ${day(expiresAt)} 过期`,
    text: `API 密钥“${what}”（…${last4}）将于 ${day(expiresAt)} 失效，请提前创建新密钥并替换。`,
  }),
  webhook_disabled: (_what, { url, failingSince }) => ({
    title: 'Webhook 已停用',
    text: `${url} 自 ${day(failingSince)} 起持续失败，已停止向其发送。请修复后重新启用。`,
  }),
  support_came: (what, { reason, isActing, until }) => ({
    title: `技术支持已进入 ${what}`,
    text: `平台运营方以技术支持身份进入了 ${what}（${isActing ? '可查看和操作' : '仅查看'}），最迟到 ${minute(until)} UTC 结束。原因：${oneLine(reason, 300)} 其操作会记入审计日志，在“设置”页面可随时结束。`,
  }),
};

/** What has happened, in the language of whoever reads it. */
export function notificationWords<K extends NotificationKind>(
  language: MailLanguage,
  fact: { kind: K; name: string; details: NotificationDetails<K> },
): FactWords {
  const words: Words<K> = (language === 'zh-CN' ? chinese : english)[fact.kind];
  return words(oneLine(fact.name, 80), fact.details);
}
