import { listPasskeys } from '@modelmint/db/system/passkeys';
import { findTwoFactor } from '@modelmint/db/system/two-factor';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deps } from '../../../deps.ts';
import { listFactors } from '../../../features/account/server/confirm-identity.ts';
import { listOwnIdentities, providerNames } from '../../../features/account/server/own-identities.ts';
import { providerProblems } from '../../../features/account/server/provider-problem.ts';
import { SecurityPage } from '../../../features/account/ui/security-page.tsx';
import { requirePageSession } from '../../../features/organization/server/page-context.ts';
import { translateProblem } from '../../../i18n/translate-problem.ts';
import { Note } from '../../../ui/note.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('security.title') };
}

interface AccountSecurityProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AccountSecurity({ searchParams }: AccountSecurityProps) {
  const session = await requirePageSession();
  const { db } = deps();
  const [factors, twoFactor, passkeys, identities] = await Promise.all([
    listFactors(deps(), session),
    findTwoFactor(db, session.user.id),
    listPasskeys(db, session.user.id),
    listOwnIdentities(deps(), session.user.id),
  ]);
  const { problem, linked } = await searchParams;
  const recoveryCodesLeft = twoFactor?.isOn === true ? twoFactor.recoveryCodesLeft : null;
  return (
    <SecurityPage
      hasPassword={factors.hasPassword}
      recoveryCodesLeft={recoveryCodesLeft}
      passkeys={passkeys.map(({ id, name, isBackedUp, createdAt, lastUsedAt }) => {
        return { id, name, isBackedUp, createdAt, lastUsedAt };
      })}
      identities={identities}
      note={await noteOf({ problem: [problem].flat()[0], linked: [linked].flat()[0] })}
    />
  );
}

/** Never words of the address itself. */
async function noteOf({ problem, linked }: { problem: string | undefined; linked: string | undefined }) {
  const t = await getTranslations('account');
  const refused = providerProblems[problem ?? ''];
  if (refused !== undefined)
    return (
      <Note tone="danger" isAlert>
        {translateProblem(refused)}
      </Note>
    );
  const provider = providerNames.find((name) => name === linked);
  return (
    provider && <Note tone="success">{t('identities.linked', { service: t(`identities.name.${provider}`) })}</Note>
  );
}
