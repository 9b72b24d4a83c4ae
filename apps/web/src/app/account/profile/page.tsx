import { findEmailChange } from '@modelmint/db/system/email-change';
import type { Metadata } from 'next';
import { deps } from '../../../deps.ts';
import { ProfilePage } from '../../../features/account/ui/profile-page.tsx';
import { requirePageUser } from '../../../features/organization/server/page-context.ts';

export const metadata: Metadata = { title: 'Profile' };

export default async function AccountProfile() {
  const user = await requirePageUser();
  const change = await findEmailChange(deps().db, user.id);
  return <ProfilePage user={user} change={change} />;
}
