'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { useAction } from '../../../ui/use-action.ts';

interface VerifyEmailFormProps {
  token: string;
  isSignedIn: boolean;
}

/** A button and not the opening of the page: mail programs open links to look at them. */
export function VerifyEmailForm({ token, isSignedIn }: VerifyEmailFormProps) {
  const t = useTranslations('account');
  const confirm = useAction(async () => {
    await callApi('/api/account/verify-email', { body: { token } });
    location.assign(isSignedIn ? '/' : '/sign-in?done=confirmed');
  });
  return (
    <>
      <FormProblem problem={confirm.problem} />
      <div className="flex gap-2">
        <Button variant="primary" isBusy={confirm.isBusy} onClick={() => confirm.run()}>
          {t('verifyEmail.page')}
        </Button>
        {confirm.problem && (
          <LinkButton href={isSignedIn ? '/' : '/sign-in'}>{t(isSignedIn ? 'verifyEmail.open' : 'signIn')}</LinkButton>
        )}
      </div>
    </>
  );
}
