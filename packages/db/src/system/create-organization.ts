import { AppError } from '@modelmint/domain/errors';
import { newId, randomBase62 } from '@modelmint/domain/ids';
import { ownedOrganizationsMax } from '@modelmint/domain/organization-rules';
import { type AuditFrom, recordAudit } from '../audit/record-audit.ts';
import { isUniqueViolation } from '../database-error.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

export interface CreatedOrganization {
  organizationId: string;
  projectId: string;
}

/** Two organizations of one name at one moment may want the same slug. */
const slugAttemptsMax = 3;

/** One more organization of a person, who owns it. Trial credit comes with an account, not with each. */
export async function createOrganization(
  db: Database,
  { userId, name, from }: { userId: string; name: string; from?: AuditFrom },
): Promise<CreatedOrganization> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withSystem(db, async (tx) => {
        // The person is locked, so that parallel requests neither pass the bound nor make one thing twice.
        await tx.$queryRaw`SELECT 1 FROM "user" WHERE "id" = ${userId} FOR NO KEY UPDATE`;
        const same = await findJustMade(tx, { userId, name });
        if (same !== null) return same;
        await refuseTooMany(tx, userId);
        const created = await insertOrganization(tx, { userId, name });
        await recordAudit(tx, {
          ...{ organizationId: created.organizationId, actor: { kind: 'user', id: userId } },
          ...(from === undefined ? {} : { from }),
          action: 'organization.create',
          target: { kind: 'organization', id: created.organizationId, name },
        });
        return created;
      });
    } catch (error) {
      if (!isUniqueViolation(error, 'slug') || attempt === slugAttemptsMax) throw error;
    }
  }
}

/** A second one of the same name within so short a time is a second click. */
const secondClickMs = 10_000;

async function findJustMade(
  tx: SystemTransaction,
  { userId, name }: { userId: string; name: string },
): Promise<CreatedOrganization | null> {
  const found = await tx.organization.findFirst({
    where: {
      ...{ name, deleteRequestedAt: null, createdAt: { gt: new Date(Date.now() - secondClickMs) } },
      members: { some: { userId, role: 'OWNER' } },
    },
    select: { id: true, projects: { select: { id: true }, orderBy: { createdAt: 'asc' }, take: 1 } },
  });
  const project = found?.projects[0];
  return found && project ? { organizationId: found.id, projectId: project.id } : null;
}

async function refuseTooMany(tx: SystemTransaction, userId: string): Promise<void> {
  const owned = await tx.member.count({ where: { userId, role: 'OWNER' } });
  if (owned >= ownedOrganizationsMax)
    throw new AppError(
      'conflict',
      `You own ${owned} organizations, and ${ownedOrganizationsMax} is the most. Hand one over, or delete one that is not used.`,
    );
}

/** An organization with its owner, first project and wallet. */
export async function insertOrganization(
  tx: SystemTransaction,
  { userId, name }: { userId: string; name: string },
): Promise<CreatedOrganization> {
  const organizationId = newId('organization');
  const projectId = newId('project');
  await tx.organization.create({ data: { id: organizationId, name, slug: await freeSlug(tx, name) } });
  await tx.member.create({ data: { organizationId, userId, role: 'OWNER' } });
  await tx.project.create({ data: { id: projectId, organizationId, name: 'Default' } });
  await tx.wallet.create({ data: { organizationId } });
  return { organizationId, projectId };
}

async function freeSlug(tx: SystemTransaction, name: string): Promise<string> {
  const slug = slugOf(name);
  const taken = await tx.organization.findUnique({ where: { slug }, select: { id: true } });
  return taken === null ? slug : `${slug}-${randomBase62(5).toLowerCase()}`;
}

/** Part of model names: `ft:<base>:<slug>:…`. Names without Latin letters or digits get one by chance. */
function slugOf(name: string): string {
  const latin = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 24)
    .replaceAll(/^-+|-+$/g, '');
  return latin === '' ? `org-${randomBase62(6).toLowerCase()}` : latin;
}
