import { useTranslations } from 'next-intl';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { PasskeyPanel, type PasskeyRow } from './passkey-panel.tsx';
import { PasswordPanel } from './password-panel.tsx';
import { TwoFactorPanel } from './two-factor-panel.tsx';

interface SecurityPageProps {
  hasPassword: boolean;
  /** null while codes from an app are off. */
  recoveryCodesLeft: number | null;
  passkeys: readonly PasskeyRow[];
}

/** By what one signs in. */
export function SecurityPage({ hasPassword, recoveryCodesLeft, passkeys }: SecurityPageProps) {
  const t = useTranslations('account');
  return (
    <Page>
      <PageHeader title={t('security.title')} facts={[t('security.fact')]} />
      <PasswordPanel hasPassword={hasPassword} />
      <TwoFactorPanel recoveryCodesLeft={recoveryCodesLeft} />
      <PasskeyPanel passkeys={passkeys} />
    </Page>
  );
}
