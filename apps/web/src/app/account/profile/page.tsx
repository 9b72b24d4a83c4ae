import { findEmailChange } from '@modelmint/db/system/email-change';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deps } from '../../../deps.ts';
import { ProfilePage } from '../../../features/account/ui/profile-page.tsx';
import { requirePageUser } from '../../../features/organization/server/page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('profile.title') };
}

export default async function AccountProfile() {
  const user = await requirePageUser();
  const change = await findEmailChange(deps().db, user.id);
  return <ProfilePage user={user} change={change} />;
}
