'use client';

import type { AccentPalette } from '@modelmint/domain/accent-palette';
import { useTranslations } from 'next-intl';

const grounds = { light: 'oklch(100% 0 0)', dark: 'oklch(19.5% 0.007 178)' };

/** How the colour looks in both themes, and the smallest contrast of a text in it. */
export function AccentPreview({ palette }: { palette: AccentPalette }) {
  const t = useTranslations('brand');
  const ratios = palette.contrasts.filter(({ least }) => least === 4.5).map(({ ratio }) => ratio);
  return (
    <div className="grid gap-2">
      <div aria-hidden="true" className="grid grid-cols-2 gap-2 max-md:grid-cols-1">
        {(['light', 'dark'] as const).map((theme) => (
          <div
            key={theme}
            className="flex flex-wrap items-center gap-3 rounded-md border border-line p-3 text-small"
            style={{ background: grounds[theme] }}
          >
            <span
              className="rounded-sm px-2.5 py-1 font-medium"
              style={{ background: palette[theme].accent, color: palette[theme]['accent-ink'] }}
            >
              {t('preview.button')}
            </span>
            <span className="underline" style={{ color: palette[theme]['accent-text'] }}>
              {t('preview.link')}
            </span>
            <span
              className="rounded-sm px-1.5 py-0.5"
              style={{ background: palette[theme]['accent-soft'], color: palette[theme]['accent-text'] }}
            >
              {t('preview.chip')}
            </span>
          </div>
        ))}
      </div>
      <p className="text-small text-fg-3">{t('contrast.least', { ratio: Math.min(...ratios).toFixed(1) })}</p>
    </div>
  );
}
