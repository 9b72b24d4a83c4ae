import { currentPrice } from '@modelmint/db/ledger/current-price';
import { withOrg } from '@modelmint/db/with-org';
import { isAppError } from '@modelmint/domain/errors';
import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { Deps } from '../../../../../deps.ts';
import { listApiKeys } from '../../../../../features/api-key/server/list-api-keys.ts';
import { getEndpoint } from '../../../../../features/endpoint/server/list-endpoints.ts';
import { listRequests } from '../../../../../features/endpoint/server/list-requests.ts';
import { readExampleData } from '../../../../../features/endpoint/server/read-example-data.ts';
import { readRequestFigures, sumRequests } from '../../../../../features/endpoint/server/sum-requests.ts';
import { EndpointDetail } from '../../../../../features/endpoint/ui/endpoint-detail.tsx';
import { readRequestRange } from '../../../../../features/endpoint/ui/request-range.ts';
import type { RequestRow } from '../../../../../features/endpoint/ui/request-row.ts';
import { listPickedModels } from '../../../../../features/model/server/list-picked-models.ts';
import { projectPage } from '../../../../../features/organization/server/page-context.ts';
import type { Principal } from '../../../../../features/organization/server/principal.ts';
import { canHere } from '../../../../../features/organization/server/principal.ts';
import { toFirstPage } from '../../../../../features/organization/server/to-first-page.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';

interface EndpointPageProps {
  params: Promise<{ projectId: string; endpointId: string }>;
  searchParams: Promise<Record<'range' | 'after' | 'find', string | string[] | undefined>>;
}

const requestsShown = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('endpoint');
  return { title: t('title') };
}

export default async function EndpointPage({ params, searchParams }: EndpointPageProps) {
  const t = await getTranslations('endpoint');
  const { projectId, endpointId } = await params;
  const { deps, principal } = await projectPage(projectId);
  if (!can(principal.role, 'project.read')) return <RoleDenied title={t('title')} role={principal.role} />;
  const endpoint = await getEndpoint(deps, principal, endpointId).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  });
  const { range: askedRange, after: askedAfter, find } = await searchParams;
  const range = readRequestRange(askedRange);
  const after = [askedAfter].flat()[0];
  const [models, { requests, hasMore }, figures, day, price] = await Promise.all([
    listPickedModels(deps, principal, { find: [find].flat()[0], also: [endpoint.model.id] }),
    listRequestRows(deps, principal, { endpointId, after }).catch(
      toFirstPage(`/projects/${projectId}/endpoints/${endpointId}`),
    ),
    readRequestFigures(deps, principal, { endpointId, range }),
    range === '24h' ? null : sumRequests(deps, principal, endpointId),
    withOrg(deps.db, principal.organizationId, (tx) =>
      currentPrice(tx, { meter: 'inference', baseModel: endpoint.model.priceName }),
    ),
  ]);
  const model = models.find((one) => one.id === endpoint.model.id);
  const example = model === undefined ? null : await readExampleData(deps, principal, model);
  return (
    <EndpointDetail
      projectId={projectId}
      publicUrl={deps.env.publicUrl}
      endpoint={endpoint}
      example={example}
      models={models}
      rateMicros={price.rateMicros}
      requests={requests}
      hasMoreRequests={hasMore}
      figures={figures}
      requestsOfDay={(day?.day ?? figures.sum).requests}
      canWrite={canHere(principal, 'endpoint.write')}
      canCall={canHere(principal, 'model.call')}
    />
  );
}

/** With the names of the keys, for a role that may see them. */
async function listRequestRows(
  deps: Deps,
  principal: Principal,
  page: { endpointId: string; after: string | undefined },
): Promise<{ requests: RequestRow[]; hasMore: boolean }> {
  const t = await getTranslations('endpoint');
  const { requests, hasMore } = await listRequests(deps, principal, { ...page, limit: requestsShown });
  const keys = can(principal.role, 'key.read') ? await listApiKeys(deps, principal) : [];
  const names = new Map(keys.map(({ id, name }) => [id, name]));
  const rows = requests.map((request) => ({
    ...request,
    keyName: request.apiKeyId === null ? null : (names.get(request.apiKeyId) ?? t('requests.apiKey')),
  }));
  return { requests: rows, hasMore };
}
