import { layOutMail } from './lay-out-mail.ts';
import type { MailLanguage } from './mail-language.ts';
import type { MailMessage } from './mail-message.ts';

export interface AccountExistsMail {
  recipient: string;
  language: MailLanguage;
  /** The sign-in page. */
  url: string;
}

/** To somebody who signs up with an address that has an account: the page itself must not tell. */
export function renderAccountExists({ recipient, language, url }: AccountExistsMail): MailMessage {
  const words = {
    en: {
      subject: 'You already have an account',
      paragraphs: [
        'Somebody, hopefully you, signed up for Modelmint with this address. It has an account already, so nothing was changed.',
        'Sign in with your password. If you no longer know it, choose “Forgot password” there.',
      ],
      action: 'Sign in',
      note: 'If you did not sign up, ignore this mail.',
    },
    'zh-CN': {
      subject: '您已拥有账号',
      paragraphs: [
        '有人（希望是您本人）使用此邮箱地址注册 Modelmint。该邮箱已有账号，因此没有进行任何更改。',
        '请使用您的密码登录。如果忘记了密码，请在登录页面选择“忘记密码”。',
      ],
      action: '登录',
      note: '如果不是您本人操作，请忽略此邮件。',
    },
  };
  return layOutMail({ kind: 'account-exists', recipient, language, url }, words[language]);
}
