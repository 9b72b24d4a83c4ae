import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deps } from '../../../../deps.ts';
import { readInvitation } from '../../../../features/invitation/server/accept-invitation.ts';
import { InvitationPage } from '../../../../features/invitation/ui/invitation-page.tsx';
import { pageSession } from '../../../../features/organization/server/page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('invitation'), referrer: 'no-referrer', robots: { index: false } };
}

export default async function InvitationLinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const session = await pageSession();
  const invitation = await readInvitation(deps(), token);
  return <InvitationPage token={token} invitation={invitation} user={session?.user ?? null} />;
}
