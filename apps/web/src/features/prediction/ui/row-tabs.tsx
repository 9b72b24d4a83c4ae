'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Segments } from '../../../ui/segments.tsx';
import type { RowFields } from './table-form.ts';

/** More tabs would hide one another; a call of the playground takes more. */
const rowsMax = 20;

interface RowTabsProps {
  rows: readonly RowFields[];
  /** Place of the row that is shown. */
  at: number;
  onSelect: (at: number) => void;
  onRows: (rows: readonly RowFields[]) => void;
}

/** Several rows go in one call; a new one begins as a copy of the last. */
export function RowTabs({ rows, at, onSelect, onRows }: RowTabsProps) {
  const t = useTranslations('prediction');
  const add = () => {
    onRows([...rows, rows[at] ?? {}]);
    onSelect(rows.length);
  };
  const remove = () => {
    onRows(rows.filter((_, index) => index !== at));
    onSelect(Math.max(0, at - 1));
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {rows.length > 1 && (
        <div className="min-w-0 overflow-x-auto">
          <Segments
            label={t('row')}
            value={String(at)}
            onValueChange={(next) => onSelect(Number(next))}
            options={rows.map((_, index) => ({ value: String(index), label: t('rowNumber', { number: index + 1 }) }))}
          />
        </div>
      )}
      <Button
        size="small"
        icon={<Icon of={Plus} />}
        onClick={add}
        blockedBecause={rows.length >= rowsMax ? t('rowsMax', { max: rowsMax }) : null}
      >
        {t('addRow')}
      </Button>
      {rows.length > 1 && (
        <Button size="small" variant="ghost" icon={<Icon of={X} />} onClick={remove}>
          {t('removeRow', { number: at + 1 })}
        </Button>
      )}
    </div>
  );
}
