import { defaultBrand, type StoredBrand } from '@modelmint/domain/brand';

interface BrandHolder {
  modelmintBrand?: StoredBrand;
}

/** As it was last read; the product's own before that. One for the process: the server's bundle sets it, Next's reads it. */
export const currentBrand = (): StoredBrand => (globalThis as BrandHolder).modelmintBrand ?? defaultBrand;

export function setCurrentBrand(brand: StoredBrand): void {
  (globalThis as BrandHolder).modelmintBrand = brand;
}
