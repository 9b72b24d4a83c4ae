import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { BarList } from '../../../ui/bar-list.tsx';
import { formatCount, formatShares, formatTokens } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';

/** Sizes and formats of the images. */
export function ImagePanel({ report }: { report: DatasetReport }) {
  const t = useTranslations('dataset');
  const { images, tokensTotal } = report;
  if (images === undefined) return null;
  const { widthMin, widthMax, heightMin, heightMax } = images;
  const formats = Object.entries(images.formats).toSorted(([, a], [, b]) => b - a);
  const shares = formatShares(formats.map(([, count]) => count));
  const largest = formats[0]?.[1] ?? 1;
  const areMixed = widthMax > 2 * widthMin || heightMax > 2 * heightMin;
  return (
    <Panel title={t('images.title')}>
      <KeyValues
        rows={[
          { label: t('images.width'), value: rangeOf(widthMin, widthMax, t) },
          { label: t('images.height'), value: rangeOf(heightMin, heightMax, t) },
          {
            label: t('images.tokens'),
            labelDetail: t('images.tokensDetail'),
            value: <span className="whitespace-nowrap">{formatTokens(tokensTotal)}</span>,
          },
        ]}
      />
      <div className="mt-2 border-t border-line pt-3">
        <BarList
          label={t('images.byFormat')}
          bars={formats.map(([format, count], index) => ({
            label: format.toUpperCase(),
            share: count / largest,
            value: formatCount(count),
            valueDetail: shares[index],
          }))}
        />
      </div>
      {areMixed && (
        <div className="mt-3">
          <Note tone="neutral">{t.rich('images.mixed', { b: (chunks) => <b>{chunks}</b> })}</Note>
        </div>
      )}
    </Panel>
  );
}

function rangeOf(min: number, max: number, t: Translate<'dataset'>): string {
  const range = min === max ? formatCount(min) : `${formatCount(min)} – ${formatCount(max)}`;
  return t('images.pixels', { range });
}
