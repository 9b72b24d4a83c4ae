import type { Project } from '@modelmint/db/generated/client';
import type { OrgTransaction } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';

/** Until the transaction ends nobody else changes it. Throws `not_found`. */
export async function lockProject(tx: OrgTransaction, projectId: string): Promise<Project> {
  const [locked] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "project" WHERE "id" = ${projectId} FOR NO KEY UPDATE`;
  if (locked === undefined)
    throw new AppError('not_found', 'There is no such project in the organization.', { param: 'projectId' });
  return tx.project.findUniqueOrThrow({ where: { id: projectId } });
}
