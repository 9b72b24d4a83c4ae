import { type FoundRow, searchProject } from '@modelmint/db/search/search-project';
import { withOrg } from '@modelmint/db/with-org';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

const charactersMin = 2;

export const SearchInput = z.object({
  q: z.string().trim().max(100, 'Write at most 100 characters.').default(''),
});

const limitPerKind = 5;

/** Jobs, data, models, endpoints, inference jobs and evaluations by name or id; nothing for less than two characters. */
export async function searchNames(deps: Deps, principal: Principal, text: string): Promise<FoundRow[]> {
  requirePermission(principal, 'project.read');
  if ([...text].length < charactersMin) return [];
  const { organizationId, projectId } = principal;
  return withOrg(deps.db, organizationId, (tx) => searchProject(tx, { organizationId, projectId, text, limitPerKind }));
}
