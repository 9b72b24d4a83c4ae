import { layOutMail } from './lay-out-mail.ts';
import type { MailLanguage } from './mail-language.ts';
import type { MailMessage } from './mail-message.ts';

export interface EmailChangeMail {
  recipient: string;
  language: MailLanguage;
  url: string;
  validHours: number;
  /** Whether it goes to the address that the account has, or to the one that it shall have. */
  side: 'old' | 'new';
}

/** Asks one of the two addresses whether the account may move; both must say yes. */
export function renderEmailChange({ recipient, language, url, validHours, side }: EmailChangeMail): MailMessage {
  const words = {
    en: {
      subject: side === 'old' ? 'Confirm that your account may move' : 'Confirm your new e-mail address',
      paragraphs: [
        side === 'old'
          ? 'Somebody, hopefully you, asked to move your Modelmint account to another e-mail address.'
          : 'Somebody, hopefully you, asked to move their Modelmint account to this e-mail address.',
        'The account moves once both addresses, the old one and the new one, have confirmed it. Then all its sessions end.',
      ],
      action: 'Confirm change of address',
      note: `The link works once, within ${validHours} hours. If you did not ask for it, do not open it: nothing changes. ${side === 'old' ? 'Sign in and change your password, since somebody may know it.' : ''}`.trim(),
    },
    'zh-CN': {
      subject: side === 'old' ? '请确认更换账号邮箱' : '请确认您的新邮箱地址',
      paragraphs: [
        side === 'old'
          ? '有人（希望是您本人）请求将您的 Modelmint 账号更换到另一个邮箱地址。'
          : '有人（希望是您本人）请求将其 Modelmint 账号更换到此邮箱地址。',
        '新旧两个邮箱地址都确认后，更换才会生效，届时账号的所有会话都将结束。',
      ],
      action: '确认更换邮箱',
      note: `链接仅可使用一次，${validHours} 小时内有效。如果不是您本人的请求，请不要打开链接，账号不会发生任何变化。${side === 'old' ? '请登录并修改密码，因为可能有人知道了您的密码。' : ''}`,
    },
  };
  return layOutMail({ kind: `email-change-${side}`, recipient, language, url }, words[language]);
}
