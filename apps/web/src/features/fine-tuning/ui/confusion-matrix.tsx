import type { ClassificationResult } from '@modelmint/domain/training-metrics';
import { useTranslations } from 'next-intl';
import { formatCount, formatShare } from '../../../ui/format.ts';

/** More labels than this are listed by their mistakes only: the cells would be too small to read. */
const labelsMax = 20;

/** Rows are the true labels, columns what the model said; the ground of a cell is its share of the row. */
export function ConfusionMatrix({ result }: { result: Pick<ClassificationResult, 'perLabel' | 'confusion'> }) {
  const t = useTranslations('fineTuning');
  const shown = result.perLabel.slice(0, labelsMax);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('confusion.matrix')}>
      <table className="border-separate border-spacing-0.5 text-small tabular-nums" aria-label={t('confusion.matrix')}>
        <thead>
          <tr>
            <th scope="col" className="pr-3 pb-1 text-left align-bottom font-regular whitespace-nowrap text-fg-3">
              {t.rich('confusion.corner', { arrow: (chunks) => <span aria-hidden="true">{chunks}</span> })}
            </th>
            {shown.map(({ label }) => (
              <th
                key={label}
                scope="col"
                title={label}
                className="max-w-24 truncate px-2 pb-1 text-right font-regular text-fg-2"
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ label, support }, row) => (
            <tr key={label}>
              <th scope="row" title={label} className="max-w-32 truncate pr-3 text-left font-regular text-fg-2">
                {label}
              </th>
              {shown.map((predicted, column) => {
                const amount = result.confusion[row]?.[column] ?? 0;
                const share = support === 0 ? 0 : amount / support;
                return (
                  <td
                    key={predicted.label}
                    title={t('confusion.cell', {
                      actual: label,
                      predicted: predicted.label,
                      count: formatCount(amount),
                      share: formatShare(share),
                    })}
                    className={`h-7 min-w-12 rounded-xs px-2 text-right ${row === column ? 'font-medium' : ''} ${amount === 0 ? 'text-fg-3' : 'text-fg'}`}
                    style={{ background: groundOf(share, row === column) }}
                  >
                    {formatCount(amount)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {result.perLabel.length > labelsMax && (
        <p className="mt-2 text-small text-fg-3">
          {t('confusion.cut', { shown: labelsMax, total: result.perLabel.length })}
        </p>
      )}
    </section>
  );
}

/** Up to 40 % of a chart colour, so that the number on it stays readable in both themes. */
function groundOf(share: number, isHit: boolean): string {
  if (share === 0) return 'var(--color-sunken)';
  const colour = isHit ? 'var(--color-chart-1)' : 'var(--color-chart-3)';
  return `color-mix(in oklch, ${colour} ${Math.round(8 + share * 32)}%, var(--color-surface))`;
}
