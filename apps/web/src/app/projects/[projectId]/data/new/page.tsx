import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readFileAllowance } from '../../../../../features/file/server/store-file.ts';
import { UploadPage } from '../../../../../features/file/ui/upload-page.tsx';
import { projectPage } from '../../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';

interface UploadDataPageProps {
  params: Promise<{ projectId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('file');
  return { title: t('upload.title') };
}

export default async function UploadDataPage({ params }: UploadDataPageProps) {
  const { projectId } = await params;
  const { deps, principal, user } = await projectPage(projectId);
  const t = await getTranslations('file');
  if (!canHere(principal, 'data.write'))
    return <RoleDenied title={t('upload.title')} role={principal.role} isClosed={can(principal.role, 'data.write')} />;
  const allowance = user.emailVerified ? await readFileAllowance(deps, principal) : null;
  return <UploadPage projectId={projectId} allowance={allowance} />;
}
