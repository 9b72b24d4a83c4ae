import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { rowPurposes } from './input-file.ts';

const filesShown = 200;

/** A file whose rows a job may answer. */
export interface InputFileView {
  id: string;
  name: string;
  sizeBytes: number;
  /** Why it was uploaded: what was uploaded to be answered stands before what was uploaded to be trained on. */
  isForRows: boolean;
}

/** The newest files that may hold rows; an archive of images holds none. */
export async function listInputFiles(deps: Deps, principal: Principal): Promise<InputFileView[]> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  const rows = await withOrg(deps.db, organizationId, (tx) =>
    tx.file.findMany({
      where: {
        ...{ projectId, deletedAt: null, purpose: { in: [...rowPurposes] } },
        NOT: { name: { endsWith: '.zip', mode: 'insensitive' } },
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: filesShown,
      select: { id: true, name: true, sizeBytes: true, purpose: true },
    }),
  );
  const files = rows.map(({ purpose, sizeBytes, ...file }) => ({
    ...file,
    sizeBytes: Number(sizeBytes),
    isForRows: purpose !== 'fine-tune',
  }));
  return [...files.filter(({ isForRows }) => isForRows), ...files.filter(({ isForRows }) => !isForRows)];
}
