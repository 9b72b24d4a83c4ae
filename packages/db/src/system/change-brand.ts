import type { Brand, StoredBrand } from '@modelmint/domain/brand';
import { changedMeanwhile } from '@modelmint/domain/changed-meanwhile';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { brandKey, readBrandIn } from './read-brand.ts';

/**
 * Changes some of the brand; answers what it was before and what it is now. Two at once change it one after the other.
 * Throws `conflict` when it is not any more what `was` says.
 */
export async function changeBrand(
  db: Database,
  { change, was, operator }: { change: Partial<StoredBrand>; was?: Brand | undefined; operator: OperatorActor },
): Promise<{ before: StoredBrand; brand: StoredBrand }> {
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${brandKey}))`;
    const before = await readBrandIn(tx);
    const isAsRead = ({ name, accent, supportEmail }: Brand) =>
      name === before.name && accent === before.accent && supportEmail === before.supportEmail;
    if (was !== undefined && !isAsRead(was)) throw changedMeanwhile();
    const brand = { ...before, ...change };
    await tx.setting.upsert({
      where: { key: brandKey },
      create: { key: brandKey, value: brand },
      update: { value: brand, updatedAt: new Date() },
    });
    const { name, accent, supportEmail, logo } = brand;
    await recordOperatorAct(tx, operator, {
      action: 'site.brand',
      target: { kind: 'setting', id: brandKey, name },
      details: { accent, supportEmail, logo: logo?.sha256 ?? null },
    });
    return { before, brand };
  });
}
