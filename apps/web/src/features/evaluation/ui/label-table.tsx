'use client';

import type { LabelFigures } from '@modelmint/domain/evaluation-report';
import { useTranslations } from 'next-intl';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';

const figure = (share: number): string => share.toFixed(3);

export function LabelTable({ perLabel }: { perLabel: readonly LabelFigures[] }) {
  const t = useTranslations('evaluation');
  const number = (id: 'precision' | 'recall' | 'f1'): Column<LabelFigures> => ({
    ...{ id, header: t(`labels.${id}`), isNumber: true, ...(id === 'f1' ? { place: 'main' } : {}) },
    cell: (row) => figure(row[id]),
    sortBy: (row) => row[id],
  });
  const columns: Column<LabelFigures>[] = [
    { id: 'label', header: t('labels.label'), place: 'lead', cell: ({ label }) => label, sortBy: ({ label }) => label },
    number('precision'),
    number('recall'),
    number('f1'),
    {
      ...{ id: 'support', header: t('labels.support'), isNumber: true },
      cell: ({ support }) => formatCount(support),
      sortBy: ({ support }) => support,
    },
  ];
  return (
    <DataTable
      label={t('labels.table')}
      columns={columns}
      rows={perLabel}
      idOf={({ label }) => label}
      sortedBy={{ id: 'support', desc: true }}
      empty={null}
    />
  );
}
