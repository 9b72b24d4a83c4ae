import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface KeyValue {
  label: ReactNode;
  value: ReactNode;
  /** In small under the label or the value. */
  labelDetail?: ReactNode;
  valueDetail?: ReactNode;
  /** A sum: bold, with a stronger line above. */
  isTotal?: boolean;
}

/** Facts, one a line: label left, value right. Also a receipt. */
export function KeyValues({ rows }: { rows: readonly KeyValue[] }) {
  return (
    <dl>
      {rows.map((row, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: labels may repeat, the order does not change
          key={index}
          className={classNames(
            'flex items-baseline justify-between gap-4 border-t py-[7px] first:border-t-0',
            row.isTotal ? 'border-line-control font-semibold' : 'border-line',
          )}
        >
          {/* Four Chinese characters stay on their line beside a long value. */}
          <dt className={classNames('min-w-[4em] [overflow-wrap:break-word]', row.isTotal ? 'text-fg' : 'text-fg-2')}>
            {row.label}
            {row.labelDetail && <small className="block text-small font-regular text-fg-3">{row.labelDetail}</small>}
          </dt>
          <dd className="text-right tabular-nums [overflow-wrap:anywhere]">
            {row.value}
            {row.valueDetail && <small className="block text-small font-regular text-fg-3">{row.valueDetail}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
