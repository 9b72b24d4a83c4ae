import type { ClassificationReport } from '@modelmint/domain/evaluation-report';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { formatCount, formatShare } from '../../../ui/format.ts';

/** More are too small to read; their rows are found by the labels' own filter. */
const labelsMax = 20;

interface ConfusionLinksProps {
  report: Pick<ClassificationReport, 'perLabel' | 'confusion'>;
  home: string;
}

/** Rows are the true labels, columns what the model said; a cell with rows leads to them. */
export function ConfusionLinks({ report: { perLabel, confusion }, home }: ConfusionLinksProps) {
  const t = useTranslations('evaluation');
  const shown = perLabel
    .map((one, place) => ({ ...one, place }))
    .toSorted((a, b) => b.support - a.support)
    .slice(0, labelsMax);
  const counts = new Map(confusion.map(([expected, predicted, count]) => [`${expected}:${predicted}`, count]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('confusion.matrix')}>
      <table className="border-separate border-spacing-0.5 text-small tabular-nums" aria-label={t('confusion.title')}>
        <thead>
          <tr>
            <th scope="col" className="pr-3 pb-1 text-left align-bottom font-regular whitespace-nowrap text-fg-3">
              {t('confusion.corner')}
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
          {shown.map((expected) => (
            <tr key={expected.label}>
              <th
                scope="row"
                title={expected.label}
                className="max-w-32 truncate pr-3 text-left font-regular text-fg-2"
              >
                {expected.label}
              </th>
              {shown.map((predicted) => (
                <Cell
                  key={predicted.label}
                  count={counts.get(`${expected.place}:${predicted.place}`) ?? 0}
                  {...{ expected, predicted, home }}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {perLabel.length > labelsMax && (
        <p className="mt-2 text-small text-fg-3">{t('confusion.first', { shown: labelsMax, all: perLabel.length })}</p>
      )}
    </section>
  );
}

interface CellProps {
  expected: { label: string; support: number };
  predicted: { label: string };
  count: number;
  home: string;
}

function Cell({ expected, predicted, count, home }: CellProps) {
  const t = useTranslations('evaluation');
  const share = expected.support === 0 ? 0 : count / expected.support;
  const isHit = expected.label === predicted.label;
  const pair = { expected: expected.label, predicted: predicted.label };
  const words = t('confusion.cell', { ...pair, count, share: formatShare(share) });
  return (
    <td
      className={`h-7 min-w-12 rounded-xs text-right ${isHit ? 'font-medium' : ''}`}
      style={{ background: groundOf(share, isHit) }}
    >
      {count === 0 ? (
        <span className="px-2 text-fg-3">0</span>
      ) : (
        <Link
          href={`${home}?${new URLSearchParams(pair)}#rows`}
          title={words}
          aria-label={words}
          className="block px-2 py-1 text-fg hover:underline"
        >
          {formatCount(count)}
        </Link>
      )}
    </td>
  );
}

/** Up to 40 % of a chart colour, so that the number on it stays readable in both themes. */
function groundOf(share: number, isHit: boolean): string {
  if (share === 0) return 'var(--color-sunken)';
  const colour = isHit ? 'var(--color-chart-1)' : 'var(--color-chart-3)';
  return `color-mix(in oklch, ${colour} ${Math.round(8 + share * 32)}%, var(--color-surface))`;
}
