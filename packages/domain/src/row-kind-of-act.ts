import type { AuditAction } from './audit-action.ts';
import type { RowEvent } from './row-event.ts';

/** By the part of an action before its dot: which rows have changed when somebody has done it. */
const kinds: Readonly<Record<string, RowEvent['kind']>> = {
  member: 'member',
  invitation: 'member',
  api_key: 'api_key',
  billing: 'wallet',
  credit: 'wallet',
  webhook: 'webhook',
  project: 'project',
  organization: 'organization',
};

/** What pages read again after an act that changes rows which nothing else tells of; null for every other act. */
export function rowKindOfAct(action: AuditAction): RowEvent['kind'] | null {
  if (action === 'job.tag') return 'job';
  if (action === 'organization.transfer') return 'member';
  return kinds[action.split('.')[0] ?? ''] ?? null;
}
