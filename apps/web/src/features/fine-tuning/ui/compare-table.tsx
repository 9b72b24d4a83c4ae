'use client';

import { useTranslations } from 'next-intl';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Swatch } from '../../../ui/swatch.tsx';
import { useUrlChoice } from '../../../ui/use-url-choice.ts';
import type { ComparedRow, MeasureRow } from './compared.ts';

interface CompareTableProps {
  title: string;
  description: string;
  names: readonly string[];
  rows: readonly (ComparedRow | MeasureRow)[];
  /** Rows that say the same for all can be left out. */
  canHideEqual?: boolean;
}

/** One column for each job; what differs stands out. */
export function CompareTable({ title, description, names, rows, canHideEqual = false }: CompareTableProps) {
  const t = useTranslations('fineTuning');
  const different = rows.filter(({ isDifferent }) => isDifferent);
  const canHide = canHideEqual && names.length > 1;
  const [rowsShown, showRows] = useUrlChoice('rows', different.length > 0 ? 'different' : 'all');
  const isShort = canHide && rowsShown === 'different';
  const shown = isShort ? different : rows;
  return (
    <Panel
      title={title}
      description={description}
      isFlush
      aside={
        canHide ? (
          <Checkbox
            label={t('compare.onlyDifferent')}
            checked={isShort}
            onCheckedChange={(isOn) => showRows(isOn ? 'different' : 'all')}
          />
        ) : undefined
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section className="overflow-x-auto" tabIndex={0} aria-label={t('compare.table', { title })}>
        <table className="w-full border-collapse text-left" aria-label={title}>
          <thead>
            <tr className="border-b border-line text-small text-fg-3">
              <th scope="col" className="min-w-40 px-4 py-2 max-md:min-w-24 font-regular">
                {t('compare.row')}
              </th>
              {names.map((name, at) => (
                <th
                  key={name}
                  scope="col"
                  className="min-w-36 px-4 py-2 max-md:min-w-24 text-right font-regular [overflow-wrap:anywhere] text-fg-2"
                >
                  <Swatch colour={at} />
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row key={row.label} row={row} isMarked={canHide && !isShort && row.isDifferent} names={names} />
            ))}
          </tbody>
        </table>
      </section>
      {shown.length === 0 && <p className="px-4 pb-4 text-fg-2">{t('compare.nothing')}</p>}
    </Panel>
  );
}

interface RowProps {
  row: ComparedRow | MeasureRow;
  /** Where every row differs, none stands out. */
  isMarked: boolean;
  names: readonly string[];
}

function Row({ row, isMarked, names }: RowProps) {
  const t = useTranslations('fineTuning');
  const best = 'best' in row ? row.best : [];
  return (
    <tr className={classNames('border-t border-line first:border-t-0', isMarked && 'bg-sunken')}>
      <th
        scope="row"
        className={classNames('px-4 py-2 text-left', isMarked ? 'font-medium' : 'font-regular text-fg-2')}
      >
        {row.label}
        {isMarked && <span className="sr-only">, {t('compare.differs')}</span>}
      </th>
      {row.values.map((value, at) => (
        <td
          key={names[at]}
          className={classNames(
            'px-4 py-2 text-right tabular-nums [overflow-wrap:anywhere]',
            isMarked && 'font-medium',
          )}
        >
          <span className="inline-flex items-center gap-2">
            {best.includes(at) && <Chip>{t('checkpoints.best')}</Chip>}
            {value ?? '–'}
          </span>
        </td>
      ))}
    </tr>
  );
}
