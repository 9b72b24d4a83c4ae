'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Note } from '../../../ui/note.tsx';
import { useAction } from '../../../ui/use-action.ts';

type Confirmed = { status: 'waiting'; for: 'old' | 'new' } | { status: 'done' };

/** One of the two links; a button, since mail programs open links to look at them. */
export function ChangeEmailForm({ token }: { token: string }) {
  const t = useTranslations('account');
  const [waitsFor, setWaitsFor] = useState<'old' | 'new' | null>(null);
  const confirm = useAction(async () => {
    const answer = await callApi<Confirmed>('/api/account/email-change/confirm', { body: { token } });
    if (answer.status === 'done') location.assign('/sign-in?done=email');
    else setWaitsFor(answer.for);
  });
  if (waitsFor !== null)
    return (
      <Note tone="success" isAlert>
        {t.rich('changeEmail.waits', { side: waitsFor, b: (text) => <b>{text}</b> })}
      </Note>
    );
  return (
    <>
      <FormProblem problem={confirm.problem} />
      <div>
        <Button variant="primary" isBusy={confirm.isBusy} onClick={() => confirm.run()}>
          {t('changeEmail.confirm')}
        </Button>
      </div>
    </>
  );
}
