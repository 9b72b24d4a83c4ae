import { layOutMail } from './lay-out-mail.ts';
import type { MailLanguage } from './mail-language.ts';
import type { MailMessage } from './mail-message.ts';

export interface ResetPasswordMail {
  recipient: string;
  language: MailLanguage;
  url: string;
  validMinutes: number;
}

/** Lets the owner of the address choose a new password. */
export function renderResetPassword({ recipient, language, url, validMinutes }: ResetPasswordMail): MailMessage {
  const words = {
    en: {
      subject: 'Reset your password',
      paragraphs: [
        'Somebody, hopefully you, asked to reset the password of your Modelmint account.',
        'When you choose a new password, all your sessions end and you sign in again.',
      ],
      action: 'Choose a new password',
      note: `The link works once, within ${validMinutes} ${validMinutes === 1 ? 'minute' : 'minutes'}. If you did not ask for it, ignore this mail: your password stays as it is.`,
    },
    'zh-CN': {
      subject: '重置您的密码',
      paragraphs: [
        '有人（希望是您本人）请求重置您的 Modelmint 账号密码。',
        '设置新密码后，您的所有会话都将结束，需要重新登录。',
      ],
      action: '设置新密码',
      note: `链接仅可使用一次，${validMinutes} 分钟内有效。如果不是您本人的请求，请忽略此邮件，您的密码不会改变。`,
    },
  };
  return layOutMail({ kind: 'reset-password', recipient, language, url }, words[language]);
}
