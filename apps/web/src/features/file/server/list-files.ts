import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type FileView, toFileView } from './file-view.ts';

export interface ListFilesInput {
  purpose?: string | undefined;
  /** Id of the last file seen. */
  after?: string | undefined;
  limit: number;
  order: 'asc' | 'desc';
}

export async function listFiles(
  deps: Deps,
  principal: Principal,
  { purpose, after, limit, order }: ListFilesInput,
): Promise<{ files: FileView[]; hasMore: boolean }> {
  requirePermission(principal, 'project.read');
  const rows = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.file.findMany({
      where: {
        projectId: principal.projectId,
        ...(purpose === undefined ? {} : { purpose }),
        // The cursor may have been deleted since; it is skipped either way.
        OR: [{ deletedAt: null }, ...(after === undefined ? [] : [{ id: after }])],
      },
      orderBy: [{ createdAt: order }, { id: order }],
      take: limit + 1,
      ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
    }),
  );
  return { files: rows.slice(0, limit).map(toFileView), hasMore: rows.length > limit };
}
