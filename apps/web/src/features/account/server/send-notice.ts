import type { MailLanguage } from '@modelmint/mail/mail-language';
import { type AccountNotice, renderAccountNotice } from '@modelmint/mail/render-account-notice';
import type { Deps } from '../../../deps.ts';

interface Told {
  email: string;
  language: MailLanguage;
  notice: AccountNotice;
}

/** Tells the owner of an address what was done. Not waited for: what was done stays done when the mail fails. */
export function sendNotice(deps: Deps, { email, language, notice }: Told): void {
  const path = notice === 'account-deleted' ? '/' : '/account/security';
  const mail = renderAccountNotice({ recipient: email, language, notice, url: `${deps.env.publicUrl}${path}` });
  deps.mailer.send(mail).catch((error: unknown) => {
    deps.log.error({ err: error, notice }, 'a notice was not sent');
  });
}
