import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { parseId } from '@modelmint/domain/ids';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type FileView, toFileView } from './file-view.ts';

export const fileNotFound = () => new AppError('not_found', 'No such file.', { param: 'file_id' });

export async function getFile(deps: Deps, principal: Principal, fileId: string): Promise<FileView> {
  return toFileView(await findFile(deps, principal, fileId));
}

/** Throws `not_found` for a file of somebody else just as for one that never was. */
export async function findFile(deps: Deps, principal: Principal, fileId: string) {
  requirePermission(principal, 'project.read');
  const id = parseId('file', fileId);
  if (id === null) throw fileNotFound();
  const row = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.file.findFirst({ where: { id, projectId: principal.projectId, deletedAt: null } }),
  );
  if (row === null) throw fileNotFound();
  return row;
}
