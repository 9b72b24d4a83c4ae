import type { NotificationDetails, NotificationKind } from '@modelmint/domain/notification-kind';
import { layOutMail } from './lay-out-mail.ts';
import type { MailLanguage } from './mail-language.ts';
import type { MailMessage } from './mail-message.ts';
import { notificationWords } from './notification-words.ts';

export interface NotificationMail {
  recipient: string;
  language: MailLanguage;
  organizationName: string;
  /** One at least. */
  facts: readonly { kind: NotificationKind; name: string; details: NotificationDetails }[];
  /** Where to see it. */
  url: string;
  /** Where to choose what comes by mail. */
  choicesUrl: string;
}

/** What has happened, several facts in one mail. */
export function renderNotification(mail: NotificationMail): MailMessage {
  const { recipient, language, facts, url, choicesUrl } = mail;
  const organizationName = mail.organizationName.replaceAll(/\s+/g, ' ');
  const said = facts.map((fact) => notificationWords(language, fact));
  const [first] = said;
  const count = said.length;
  const words = {
    en: {
      subject: count === 1 && first ? first.title : `${count} notifications from ${organizationName}`,
      action: count === 1 ? 'See it' : 'See all',
      note: `You get this mail as a member of ${organizationName}. Choose what comes by mail: ${choicesUrl}`,
    },
    'zh-CN': {
      subject: count === 1 && first ? first.title : `${organizationName} 的 ${count} 条通知`,
      action: count === 1 ? '查看' : '查看全部',
      note: `你是组织 ${organizationName} 的成员，因此收到此邮件。选择哪些通知发送邮件：${choicesUrl}`,
    },
  };
  const paragraphs = said.map(({ text }) => text);
  return layOutMail({ kind: 'notification', recipient, language, url }, { ...words[language], paragraphs });
}
