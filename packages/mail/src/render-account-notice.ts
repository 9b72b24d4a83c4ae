import { layOutMail } from './lay-out-mail.ts';
import type { MailLanguage } from './mail-language.ts';
import type { MailMessage } from './mail-message.ts';

/** What was done to the ways into an account. */
export type AccountNotice =
  | 'password-changed'
  | 'two-factor-on'
  | 'two-factor-off'
  | 'recovery-codes-replaced'
  | 'passkey-added'
  | 'passkey-removed'
  | 'email-changed'
  | 'identity-linked'
  | 'identity-unlinked'
  | 'account-deleted';

export interface AccountNoticeMail {
  recipient: string;
  language: MailLanguage;
  notice: AccountNotice;
  /** Where to look, or to begin when it was somebody else. */
  url: string;
}

const said: Record<AccountNotice, Record<MailLanguage, { subject: string; happened: string }>> = {
  'password-changed': {
    en: { subject: 'Your password was changed', happened: 'The password of your Modelmint account was changed.' },
    'zh-CN': { subject: '您的密码已修改', happened: '您的 Modelmint 账号密码已修改。' },
  },
  'two-factor-on': {
    en: {
      subject: 'Codes from an app are on',
      happened: 'Your Modelmint account now asks for a code from your app at each sign-in.',
    },
    'zh-CN': {
      subject: '已启用身份验证器',
      happened: '您的 Modelmint 账号今后每次登录都会要求输入身份验证器中的验证码。',
    },
  },
  'two-factor-off': {
    en: {
      subject: 'Codes from an app are off',
      happened: 'Your Modelmint account no longer asks for a code from your app.',
    },
    'zh-CN': { subject: '已停用身份验证器', happened: '您的 Modelmint 账号不再要求输入身份验证器中的验证码。' },
  },
  'recovery-codes-replaced': {
    en: {
      subject: 'You have new recovery codes',
      happened: 'The recovery codes of your Modelmint account were made anew. The old ones no longer work.',
    },
    'zh-CN': { subject: '您的恢复码已更新', happened: '您的 Modelmint 账号恢复码已重新生成，旧的恢复码不再有效。' },
  },
  'passkey-added': {
    en: { subject: 'A passkey was added', happened: 'A passkey was added to your Modelmint account.' },
    'zh-CN': { subject: '已添加通行密钥', happened: '您的 Modelmint 账号添加了一个通行密钥。' },
  },
  'passkey-removed': {
    en: { subject: 'A passkey was removed', happened: 'A passkey was removed from your Modelmint account.' },
    'zh-CN': { subject: '已移除通行密钥', happened: '您的 Modelmint 账号移除了一个通行密钥。' },
  },
  'email-changed': {
    en: { subject: 'Your account has moved', happened: 'Your Modelmint account now has another e-mail address.' },
    'zh-CN': { subject: '您的账号邮箱已更换', happened: '您的 Modelmint 账号已更换到另一个邮箱地址。' },
  },
  'identity-linked': {
    en: {
      subject: 'A way to sign in was added',
      happened: 'Your Modelmint account can now be opened by signing in with another service.',
    },
    'zh-CN': { subject: '已添加新的登录方式', happened: '现在可以通过其他服务登录您的 Modelmint 账号。' },
  },
  'identity-unlinked': {
    en: {
      subject: 'A way to sign in was removed',
      happened:
        'Your Modelmint account can no longer be opened by signing in with another service that was linked to it.',
    },
    'zh-CN': {
      subject: '已移除一种登录方式',
      happened: '您的 Modelmint 账号解除了与另一服务的关联，不能再通过它登录。',
    },
  },
  'account-deleted': {
    en: {
      subject: 'Your account is deleted',
      happened: 'Your Modelmint account and what we knew about you are deleted.',
    },
    'zh-CN': { subject: '您的账号已注销', happened: '您的 Modelmint 账号已注销，我们保存的您的个人信息已清除。' },
  },
};

/** Tells the owner of an account what was done to it, in case that it was somebody else. */
export function renderAccountNotice({ recipient, language, notice, url }: AccountNoticeMail): MailMessage {
  const { subject, happened } = said[notice][language];
  const words = {
    en: {
      subject,
      paragraphs: [happened],
      action: 'Open Modelmint',
      note: 'If this was you, there is nothing to do. If it was not, choose a new password at once and look through your sessions.',
    },
    'zh-CN': {
      subject,
      paragraphs: [happened],
      action: '打开 Modelmint',
      note: '如果是您本人操作，无需处理。如果不是，请立即重置密码并检查您的会话。',
    },
  };
  return layOutMail({ kind: 'account-notice', recipient, language, url }, words[language]);
}
