import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import type { OwnIdentity } from '../server/own-identities.ts';
import { IdentityPanel } from './identity-panel.tsx';
import { PasskeyPanel, type PasskeyRow } from './passkey-panel.tsx';
import { PasswordPanel } from './password-panel.tsx';
import { TwoFactorPanel } from './two-factor-panel.tsx';

interface SecurityPageProps {
  hasPassword: boolean;
  /** null while codes from an app are off. */
  recoveryCodesLeft: number | null;
  passkeys: readonly PasskeyRow[];
  identities: readonly OwnIdentity[];
  /** What became of the way to another service and back. */
  note: ReactNode;
}

/** By what one signs in. */
export function SecurityPage({ hasPassword, recoveryCodesLeft, passkeys, identities, note }: SecurityPageProps) {
  const t = useTranslations('account');
  return (
    <Page>
      <PageHeader title={t('security.title')} facts={[t('security.fact')]} />
      {note}
      <PasswordPanel hasPassword={hasPassword} />
      <TwoFactorPanel recoveryCodesLeft={recoveryCodesLeft} />
      <PasskeyPanel passkeys={passkeys} />
      {identities.length > 0 && <IdentityPanel identities={identities} />}
    </Page>
  );
}
