import { layOutMail } from './lay-out-mail.ts';
import type { MailLanguage } from './mail-language.ts';
import type { MailMessage } from './mail-message.ts';

export interface SignInLinkMail {
  recipient: string;
  language: MailLanguage;
  url: string;
  validMinutes: number;
}

/** Signs in without a password. */
export function renderSignInLink({ recipient, language, url, validMinutes }: SignInLinkMail): MailMessage {
  const words = {
    en: {
      subject: 'Your sign-in link',
      paragraphs: ['Somebody, hopefully you, asked for a link that signs in to your Modelmint account.'],
      action: 'Sign in',
      note: `The link works once, within ${validMinutes} minutes. If you did not ask for it, ignore this mail and pass the link to nobody.`,
    },
    'zh-CN': {
      subject: '您的登录链接',
      paragraphs: ['有人（希望是您本人）请求了登录您的 Modelmint 账号的链接。'],
      action: '登录',
      note: `链接仅可使用一次，${validMinutes} 分钟内有效。如果不是您本人的请求，请忽略此邮件，也不要将链接转发给任何人。`,
    },
  };
  return layOutMail({ kind: 'sign-in-link', recipient, language, url }, words[language]);
}
