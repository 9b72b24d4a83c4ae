import { organizationRoutes } from './organization-routes.ts';
import { otherRoutes } from './other-routes.ts';
import { projectRoutes } from './project-routes.ts';
import type { RouteIds, RouteRow, RouteRows } from './route-row.ts';
import { v1Routes } from './v1-routes.ts';

export type NamedRoute = [route: string, row: RouteRow];

const under = (prefix: string, rows: RouteRows): NamedRoute[] =>
  Object.entries(rows).map(([route, row]) => [route.replace(' ', ` ${prefix}`), row]);

/** What is called with a key. */
export const keyRoutes: NamedRoute[] = [...under('/v1', v1Routes), ...under('/p/:project/v1', v1Routes)];

/** What pages call with the cookie of a session, and what anybody may call. */
export const cookieRoutes: NamedRoute[] = [
  ...under('/api/projects/:projectId', projectRoutes),
  ...under('/api/organizations/:organizationId', organizationRoutes),
  ...Object.entries(otherRoutes),
];

export const isChanging = (route: string): boolean => !/^(GET|HEAD) /.test(route);

const parameters: Record<string, keyof RouteIds> = {
  ...{ file_id: 'file', fileId: 'file', datasetId: 'dataset', fine_tuning_job_id: 'job', jobId: 'job' },
  ...{ model: 'model', modelId: 'model', endpointId: 'endpoint', apiKeyId: 'key' },
  runId: 'run',
  ...{ batch_id: 'inference', inferenceId: 'inference', inputFileId: 'batchFile' },
  ...{ evaluationId: 'evaluation', otherEvaluationId: 'otherEvaluation' },
  ...{ baseModelId: 'base', userId: 'user', invitationId: 'invitation' },
  ...{ webhookId: 'webhook', deliveryId: 'delivery' },
  ...{ project: 'project', projectId: 'project', organizationId: 'organization' },
};

/** What can be cancelled, and whose rows can be edited. */
const others: Record<string, Partial<Record<keyof RouteIds, keyof RouteIds>>> = {
  cancel: { job: 'openJob', evaluation: 'openEvaluation' },
  edits: { dataset: 'heldOut' },
};

/** The path of a route with these ids in the place of its parameters. */
export function fillRoute(path: string, ids: RouteIds): string {
  const own = others[path.split('/').at(-1) ?? ''];
  return path.replace(/:(\w+)(\{\.\+\})?/g, (_, name: string) => {
    const kind = parameters[name] ?? 'project';
    return encodeURIComponent(ids[own?.[kind] ?? kind]);
  });
}
