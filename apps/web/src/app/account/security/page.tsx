import { listPasskeys } from '@modelmint/db/system/passkeys';
import { findTwoFactor } from '@modelmint/db/system/two-factor';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deps } from '../../../deps.ts';
import { listFactors } from '../../../features/account/server/confirm-identity.ts';
import { SecurityPage } from '../../../features/account/ui/security-page.tsx';
import { requirePageSession } from '../../../features/organization/server/page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('security.title') };
}

export default async function AccountSecurity() {
  const session = await requirePageSession();
  const { db } = deps();
  const [factors, twoFactor, passkeys] = await Promise.all([
    listFactors(deps(), session),
    findTwoFactor(db, session.user.id),
    listPasskeys(db, session.user.id),
  ]);
  const recoveryCodesLeft = twoFactor?.isOn === true ? twoFactor.recoveryCodesLeft : null;
  return (
    <SecurityPage
      hasPassword={factors.hasPassword}
      recoveryCodesLeft={recoveryCodesLeft}
      passkeys={passkeys.map(({ id, name, isBackedUp, createdAt, lastUsedAt }) => {
        return { id, name, isBackedUp, createdAt, lastUsedAt };
      })}
    />
  );
}
