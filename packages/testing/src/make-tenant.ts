import { grantCredit } from '@modelmint/db/ledger/grant-credit';
import type { Database } from '@modelmint/db/open-database';
import { withOrg } from '@modelmint/db/with-org';
import { withSystem } from '@modelmint/db/with-system';
import { newId, randomBase62 } from '@modelmint/domain/ids';
import { trialCreditMicros } from '@modelmint/domain/money-rules';

export interface Tenant {
  organizationId: string;
  projectId: string;
  slug: string;
}

/** An organization with one project and the trial's credit, which no other test knows. */
export async function makeTenant(
  db: Database,
  { planCode = 'free', creditMicros = trialCreditMicros }: { planCode?: string; creditMicros?: bigint } = {},
): Promise<Tenant> {
  const [organizationId, projectId] = [newId('organization'), newId('project')];
  const slug = `tenant-${randomBase62(10).toLowerCase()}`;
  await withSystem(db, async (tx) => {
    await tx.organization.create({ data: { id: organizationId, name: 'Tenant', slug, planCode } });
    await tx.project.create({ data: { id: projectId, organizationId, name: 'Project' } });
    await tx.wallet.create({ data: { organizationId } });
  });
  if (creditMicros > 0n)
    await withOrg(db, organizationId, (tx) =>
      grantCredit(tx, { organizationId, category: 'promo', amountMicros: creditMicros, sourceRef: 'trial' }),
    );
  return { organizationId, projectId, slug };
}
