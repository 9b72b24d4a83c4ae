import type { Metadata } from 'next';
import Link from 'next/link';
import { FormHead } from '../../../../features/account/ui/form-head.tsx';
import { requirePageUser } from '../../../../features/organization/server/page-context.ts';
import { NewOrganizationForm } from '../../../../features/organization/ui/new-organization-form.tsx';

export const metadata: Metadata = { title: 'Create organization' };

export default async function NewOrganizationPage() {
  await requirePageUser();
  return (
    <>
      <FormHead title="Create organization">
        With its own projects, members and bills. You own it. Trial credit comes with an account, not with each
        organization.
      </FormHead>
      <NewOrganizationForm />
      <p className="text-fg-2">
        <Link href="/home" className="link">
          Back to your projects
        </Link>
      </p>
    </>
  );
}
