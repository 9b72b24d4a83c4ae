'use client';

import { KeyRound, Mail } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { answerWithPasskey } from './passkey-ceremony.ts';
import { goOn, type SignInStatus } from './sign-in-status.ts';

/** Ways in without a password. */
export function OtherWays({ next }: { next: string }) {
  const passkey = useAction(async () => {
    const answer = await answerWithPasskey();
    goOn(await callApi<SignInStatus>('/api/account/sign-in/passkey', { body: { answer } }), next);
  });
  return (
    <section aria-label="Other ways to sign in" className="grid gap-2 border-t border-line pt-6">
      <FormProblem problem={passkey.problem} />
      <Button icon={<Icon of={KeyRound} />} isBusy={passkey.isBusy} onClick={() => passkey.run()}>
        Use a passkey
      </Button>
      <LinkButton icon={<Icon of={Mail} />} href={`/sign-in/link?next=${encodeURIComponent(next)}`}>
        E-mail me a link
      </LinkButton>
    </section>
  );
}
