import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { listDatasets } from '../../../../../features/dataset/server/list-datasets.ts';
import { choicesOf, taskOfTarget } from '../../../../../features/evaluation/ui/evaluation-form.ts';
import { NewEvaluationPage } from '../../../../../features/evaluation/ui/new-evaluation-page.tsx';
import { projectPage } from '../../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';
import { listTargets } from '../../../../../features/playground/server/list-targets.ts';

interface NewEvaluationRouteProps {
  params: Promise<{ projectId: string }>;
  /** `find` and `findData`: what somebody looks for among all models and data sets. */
  searchParams: Promise<{ model?: string; dataset?: string; part?: string; find?: string; findData?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('evaluation');
  return { title: t('new.title') };
}

export default async function NewEvaluationRoute({ params, searchParams }: NewEvaluationRouteProps) {
  const { projectId } = await params;
  const { model, dataset, part, find, findData } = await searchParams;
  const t = await getTranslations('evaluation');
  const { deps, principal, user } = await projectPage(projectId);
  const { organizationId, role } = principal;
  if (!canHere(principal, 'job.write'))
    return <RoleDenied title={t('new.title')} role={role} isClosed={can(role, 'job.write')} />;
  const [targets, datasets] = await Promise.all([
    user.emailVerified ? listTargets(deps, principal, { find, also: model ? [model] : [] }) : [],
    listDatasets(deps, principal, { find: findData, also: dataset ? [dataset] : [] }),
  ]);
  return (
    <NewEvaluationPage
      projectId={projectId}
      billingHref={can(role, 'billing.read') ? `/organizations/${organizationId}/billing` : null}
      targets={targets.filter((target) => taskOfTarget(target) !== null)}
      datasets={choicesOf(datasets)}
      first={{
        ...(model ? { model } : {}),
        ...(dataset ? { datasetId: dataset } : {}),
        ...(part === 'all' || part === 'validation' ? { part } : {}),
      }}
      isVerified={user.emailVerified}
    />
  );
}
