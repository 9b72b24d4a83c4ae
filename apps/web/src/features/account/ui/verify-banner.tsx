'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Note } from '../../../ui/note.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';

/** Stands above every page until the address is confirmed. */
export function VerifyBanner({ email }: { email: string }) {
  const t = useTranslations('shell');
  const resend = useAction(async () => {
    await callApi('/api/account/resend-verification', { method: 'POST' });
    showToast({ title: t('verify.sent'), detail: t('verify.open', { email }) });
  });
  return (
    <div className="mx-auto max-w-[calc(var(--size-content)+64px)] px-8 pt-6 max-md:px-4 max-md:pt-4">
      <Note
        tone={resend.problem ? 'danger' : 'warning'}
        isAlert={resend.problem !== null}
        action={
          <Button size="small" isBusy={resend.isBusy} onClick={() => resend.run()}>
            {t('verify.again')}
          </Button>
        }
      >
        {resend.problem ? (
          <ProblemText problem={resend.problem} />
        ) : (
          t.rich('verify.banner', { email, b: (text) => <b>{text}</b> })
        )}
      </Note>
    </div>
  );
}
