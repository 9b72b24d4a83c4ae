import { accentPalette } from '@modelmint/domain/accent-palette';
import type { StoredBrand } from '@modelmint/domain/brand';

/** The operator's colour and logo as values of the look, after those of tokens.css; nothing where none was chosen. */
export function BrandStyle({ brand, nonce }: { brand: Pick<StoredBrand, 'accent' | 'logo'>; nonce: string }) {
  const css = brandCss(brand);
  if (css === '') return null;
  return (
    <style nonce={nonce} suppressHydrationWarning>
      {css}
    </style>
  );
}

/** Exported for its test. Holds no quotes: React would escape them. */
export function brandCss({ accent, logo }: Pick<StoredBrand, 'accent' | 'logo'>): string {
  const rules: string[] = [];
  if (accent !== null) {
    const { light, dark } = accentPalette(accent);
    rules.push(`:root{${tokensOf(light)}}`, `[data-theme=dark]{${tokensOf(dark)}}`);
  }
  if (logo !== null)
    rules.push(
      `.brand-logo{background:url(/api/site/logo?v=${logo.sha256}) center/contain no-repeat}.brand-logo svg{visibility:hidden}`,
    );
  return rules.join('');
}

const tokensOf = (tokens: Record<string, string>): string =>
  Object.entries(tokens)
    .map(([name, value]) => `--color-${name}:${value}`)
    .join(';');
