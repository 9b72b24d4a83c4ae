import { createHash } from 'node:crypto';
import type { OperatorActor } from '@modelmint/db/audit/record-operator-act';
import { changeBrand } from '@modelmint/db/system/change-brand';
import { type BrandLogo, type ChangeBrand, logoKey, type StoredBrand } from '@modelmint/domain/brand';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { setCurrentBrand } from '../../../i18n/current-brand.ts';
import { readPngSize } from './read-png-size.ts';

/** Name, colour and support address; the logo stays. */
export async function saveBrand(
  deps: Pick<Deps, 'db'>,
  { brand: { was, ...change }, operator }: { brand: ChangeBrand; operator: OperatorActor },
): Promise<StoredBrand> {
  const { brand: changed } = await changeBrand(deps.db, { change, was, operator });
  setCurrentBrand(changed);
  return changed;
}

const sideMin = 32;
const sideMax = 1024;

/** A PNG of 32 to 1,024 pixels a side. Throws `invalid_file`. The one before it is removed. */
export async function saveLogo(
  deps: Pick<Deps, 'db' | 'storage'>,
  { bytes, operator }: { bytes: Buffer; operator: OperatorActor },
): Promise<StoredBrand> {
  const size = readPngSize(bytes);
  if (size === null) throw new AppError('invalid_file', 'The logo is not a PNG. Save it as PNG and choose it again.');
  if (Math.min(size.width, size.height) < sideMin || Math.max(size.width, size.height) > sideMax)
    throw new AppError(
      'invalid_file',
      `The logo has ${size.width} × ${size.height} pixels; each side needs ${sideMin} to ${sideMax}.`,
    );
  const logo: BrandLogo = { sha256: createHash('sha256').update(bytes).digest('hex') };
  await deps.storage.put(logoKey(logo), bytes, { contentType: 'image/png' });
  return changeLogo(deps, logo, operator);
}

export async function removeLogo(
  deps: Pick<Deps, 'db' | 'storage'>,
  { operator }: { operator: OperatorActor },
): Promise<StoredBrand> {
  return changeLogo(deps, null, operator);
}

async function changeLogo(
  deps: Pick<Deps, 'db' | 'storage'>,
  logo: BrandLogo | null,
  operator: OperatorActor,
): Promise<StoredBrand> {
  const { before, brand } = await changeBrand(deps.db, { change: { logo }, operator });
  setCurrentBrand(brand);
  if (before.logo !== null && before.logo.sha256 !== logo?.sha256) await deps.storage.delete(logoKey(before.logo));
  return brand;
}
