import type { AuditView } from '../server/audit-view.ts';

const projectPages: Record<string, string> = {
  dataset: 'data',
  job: 'fine-tuning',
  model: 'models',
  base_model: 'models/base',
  endpoint: 'endpoints',
  inference: 'inference',
  evaluation: 'evaluations',
};
const organizationPages: Record<string, string> = { user: 'members', member: 'members', invitation: 'members' };

/** Where the thing of an entry can be seen; null when there is no page, or when the act has taken it away. */
export function targetPath(
  organizationId: string,
  { action, target, projectId }: Pick<AuditView, 'action' | 'target' | 'projectId'>,
): string | null {
  if (/\.(delete|remove|erase)$/.test(action)) return null;
  const { kind, id } = target;
  if (kind === 'project') return `/projects/${id}`;
  if (kind === 'organization') return action.startsWith('billing.') ? `/organizations/${organizationId}/billing` : null;
  if (kind === 'support_session') return `/organizations/${organizationId}/settings`;
  if (kind === 'webhook') return `/organizations/${organizationId}/webhooks/${id}`;
  const people = organizationPages[kind];
  if (people !== undefined) return `/organizations/${organizationId}/${people}`;
  if (projectId === null) return null;
  if (kind === 'api_key') return `/projects/${projectId}/api-keys`;
  if (kind === 'file') return `/projects/${projectId}/data`;
  const page = projectPages[kind];
  return page === undefined ? null : `/projects/${projectId}/${page}/${encodeURIComponent(id)}`;
}
