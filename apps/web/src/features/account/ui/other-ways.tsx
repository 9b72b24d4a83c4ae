'use client';

import { Building2, KeyRound, Mail } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { answerWithPasskey } from './passkey-ceremony.ts';
import { goOn, type SignInStatus } from './sign-in-status.ts';

export type ProviderName = 'github' | 'google';

interface OtherWaysProps {
  next: string;
  /** What the operator has set up. */
  providers: readonly ProviderName[];
}

/** Ways in without a password. */
export function OtherWays({ next, providers }: OtherWaysProps) {
  const t = useTranslations('account');
  const passkey = useAction(async () => {
    const answer = await answerWithPasskey();
    goOn(await callApi<SignInStatus>('/api/account/sign-in/passkey', { body: { answer } }), next);
  });
  const leave = useAction(async (provider: ProviderName) => {
    const { url } = await callApi<{ url: string }>('/api/account/sign-in/provider', { body: { provider, next } });
    location.assign(url);
  });
  const query = `next=${encodeURIComponent(next)}`;
  return (
    <section aria-label={t('ways.label')} className="grid gap-2 border-t border-line pt-6">
      <FormProblem problem={passkey.problem ?? leave.problem} />
      {providers.map((provider) => (
        <Button key={provider} isBusy={leave.isBusy} onClick={() => leave.run(provider)}>
          {t(`ways.${provider}`)}
        </Button>
      ))}
      <Button icon={<Icon of={KeyRound} />} isBusy={passkey.isBusy} onClick={() => passkey.run()}>
        {t('ways.passkey')}
      </Button>
      <LinkButton icon={<Icon of={Mail} />} href={`/sign-in/link?${query}`}>
        {t('ways.link')}
      </LinkButton>
      <LinkButton icon={<Icon of={Building2} />} href={`/sign-in/sso?${query}`}>
        {t('ways.sso')}
      </LinkButton>
    </section>
  );
}
