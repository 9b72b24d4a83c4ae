'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { leave } from '../../account/ui/leave.ts';
import type { Joined } from '../server/accept-invitation.ts';
import { placeHref } from './place-href.ts';

/** For whoever is signed in with the invited address. */
export function AcceptForm({ token, organizationName }: { token: string; organizationName: string }) {
  const t = useTranslations('invitation');
  const accept = useAction(async () => {
    const joined = await callApi<Joined>('/api/invitations/accept', { body: { token } });
    // A whole load: what this person may see is another.
    location.assign(placeHref(joined));
  });
  return (
    <div className="grid gap-4">
      <FormProblem problem={accept.problem} />
      <Button variant="primary" isBusy={accept.isBusy} onClick={() => accept.run()}>
        <span className="truncate">{t('page.join', { organization: organizationName })}</span>
      </Button>
    </div>
  );
}

/** For whoever is signed in with another. */
export function SignOutButton({ token }: { token: string }) {
  const t = useTranslations('invitation');
  return (
    <div>
      <Button onClick={() => void leave(`/invitations/${token}`)}>{t('page.signOut')}</Button>
    </div>
  );
}
