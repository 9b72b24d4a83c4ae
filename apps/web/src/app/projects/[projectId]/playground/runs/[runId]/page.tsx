import { isAppError } from '@modelmint/domain/errors';
import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { projectPage } from '../../../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../../../features/organization/ui/role-denied.tsx';
import { getRun } from '../../../../../../features/playground/server/list-runs.ts';
import { RunPage } from '../../../../../../features/playground/ui/run-page.tsx';

interface PlaygroundRunPageProps {
  params: Promise<{ projectId: string; runId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('playground');
  return { title: t('run.title') };
}

export default async function PlaygroundRunPage({ params }: PlaygroundRunPageProps) {
  const t = await getTranslations('playground');
  const { projectId, runId } = await params;
  const { deps, principal } = await projectPage(projectId);
  if (!can(principal.role, 'project.read')) return <RoleDenied title={t('run.title')} role={principal.role} />;
  const run = await getRun(deps, principal, runId).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  });
  return (
    <RunPage
      projectId={projectId}
      publicUrl={deps.env.publicUrl}
      run={run}
      canCall={canHere(principal, 'model.call')}
    />
  );
}
