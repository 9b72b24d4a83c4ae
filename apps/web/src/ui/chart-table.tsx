'use client';

import { useTranslations } from 'next-intl';
import { Button } from './button.tsx';

export interface ChartTableProps {
  /** The title of the chart. */
  label: string;
  head: readonly string[];
  /** Exact values, already in words. */
  rows: readonly (readonly string[])[];
}

/** The same values to read one by one. */
export function ChartTable({ label, head, rows, onClose }: ChartTableProps & { onClose: () => void }) {
  const t = useTranslations('ui');
  return (
    <div>
      <div className="-mt-1 mb-1 flex justify-end">
        <Button variant="ghost" size="small" onClick={onClose}>
          {t('chart.viewAsChart')}
        </Button>
      </div>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('chart.asTable', { label })}
        className="-mx-4 max-h-72 overflow-auto"
      >
        <table aria-label={label} className="w-full border-collapse tabular-nums">
          <thead>
            <tr>
              {head.map((title, index) => (
                <th
                  key={title}
                  scope="col"
                  className={`sticky top-0 h-8 border-b border-line bg-surface px-4 text-small font-regular text-fg-3 ${index === 0 ? 'text-left' : 'text-right'}`}
                >
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: points keep their order
              <tr key={at} className="border-b border-line last:border-b-0">
                {row.map((text, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a row
                  <td key={index} className={`h-8 px-4 ${index === 0 ? 'text-left' : 'text-right'}`}>
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
