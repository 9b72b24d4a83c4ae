import { layOutMail } from './lay-out-mail.ts';
import type { MailLanguage } from './mail-language.ts';
import type { MailMessage } from './mail-message.ts';

export interface InvitationMail {
  recipient: string;
  language: MailLanguage;
  url: string;
  organizationName: string;
  inviterName: string;
  validDays: number;
}

/** Asks somebody to join an organization. */
export function renderInvitation(mail: InvitationMail): MailMessage {
  const { recipient, language, url, inviterName, validDays } = mail;
  const organizationName = mail.organizationName.replaceAll(/\s+/g, ' ');
  const words = {
    en: {
      subject: `Join ${organizationName} on Modelmint`,
      paragraphs: [
        `${inviterName} invites you to the organization “${organizationName}” on Modelmint, where its data, models and endpoints are.`,
        `The invitation is for ${recipient}. Accept it with an account of this address; if you have none, the link makes one.`,
      ],
      action: 'See the invitation',
      note: `The link works once, within ${validDays} days. If you do not know who invites you, ignore this mail.`,
    },
    'zh-CN': {
      subject: `邀请您加入 Modelmint 上的“${organizationName}”`,
      paragraphs: [
        `${inviterName} 邀请您加入 Modelmint 上的组织“${organizationName}”，其数据、模型和端点都在那里。`,
        `此邀请发送给 ${recipient}，请使用该邮箱的账号接受；如果还没有账号，可通过链接创建。`,
      ],
      action: '查看邀请',
      note: `链接仅可使用一次，${validDays} 天内有效。如果您不认识邀请人，请忽略此邮件。`,
    },
  };
  return layOutMail({ kind: 'invitation', recipient, language, url }, words[language]);
}
