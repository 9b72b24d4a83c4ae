import { listMemberships } from '@modelmint/db/system/find-membership';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { deps } from '../../../deps.ts';
import { FormHead } from '../../../features/account/ui/form-head.tsx';
import { SignOutLink } from '../../../features/account/ui/sign-out-link.tsx';
import { requirePageUser } from '../../../features/organization/server/page-context.ts';
import { NewOrganizationForm } from '../../../features/organization/ui/new-organization-form.tsx';

export const metadata: Metadata = { title: 'No organization yet' };

/** For whoever belongs to nothing: they left, were removed, or their organization is gone. */
export default async function WelcomePage() {
  const user = await requirePageUser();
  const memberships = await listMemberships(deps().db, user.id);
  if (memberships.length > 0) redirect('/home');
  return (
    <>
      <FormHead title="You belong to no organization">
        Ask an owner or admin to invite <b className="break-all">{user.email}</b> and open the link in the mail, or make
        an organization of your own.
      </FormHead>
      <NewOrganizationForm />
      <SignOutLink />
    </>
  );
}
