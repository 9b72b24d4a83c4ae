import { defaultBrand, StoredBrand } from '@modelmint/domain/brand';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

/** Row of `setting` that holds a StoredBrand. */
export const brandKey = 'brand';

/** How this installation calls and dresses itself; the product's own look when the operator has chosen none. */
export async function readBrand(db: Database): Promise<StoredBrand> {
  return withSystem(db, readBrandIn);
}

export async function readBrandIn(tx: SystemTransaction): Promise<StoredBrand> {
  const setting = await tx.setting.findUnique({ where: { key: brandKey } });
  const brand = StoredBrand.safeParse(setting?.value);
  return brand.success ? brand.data : defaultBrand;
}
