import { layOutMail } from './lay-out-mail.ts';
import type { MailLanguage } from './mail-language.ts';
import type { MailMessage } from './mail-message.ts';

export interface VerifyEmailMail {
  recipient: string;
  language: MailLanguage;
  url: string;
  validHours: number;
}

/** Asks whether the address is theirs. */
export function renderVerifyEmail({ recipient, language, url, validHours }: VerifyEmailMail): MailMessage {
  const words = {
    en: {
      subject: 'Confirm your e-mail address',
      paragraphs: [
        'Welcome to Modelmint.',
        'Please confirm that this address is yours. After that you can upload data and train your first model.',
      ],
      action: 'Confirm address',
      note: `The link works once, within ${validHours} ${validHours === 1 ? 'hour' : 'hours'}. If you did not sign up, ignore this mail.`,
    },
    'zh-CN': {
      subject: '请验证您的邮箱地址',
      paragraphs: ['欢迎使用 Modelmint。', '请确认此邮箱地址属于您。完成验证后，您就可以上传数据并训练第一个模型。'],
      action: '验证邮箱',
      note: `链接仅可使用一次，${validHours} 小时内有效。如果您没有注册，请忽略此邮件。`,
    },
  };
  return layOutMail({ kind: 'verify-email', recipient, language, url }, words[language]);
}
