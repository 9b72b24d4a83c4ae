'use client';

import {
  type ComparedFigure,
  type ComparisonReport,
  isClearDifference,
  lowerIsBetter,
  type MeasuredFigure,
} from '@modelmint/domain/evaluation-report';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatDifference, formatFigure } from './format-figure.ts';

type Figure = Omit<ComparisonReport['figures'][number], 'name'> & { name: ComparedFigure };

export function CompareTable({ report }: { report: ComparisonReport }) {
  const t = useTranslations('evaluation');
  return (
    <DataTable
      label={t('compare.figures')}
      columns={columnsOf(t)}
      rows={report.figures as Figure[]}
      idOf={({ name }) => name}
      empty={null}
    />
  );
}

function columnsOf(t: Translate<'evaluation'>): Column<Figure>[] {
  const side = (id: 'first' | 'second'): Column<Figure> => ({
    ...{ id, header: t(`compare.${id}`), isNumber: true },
    cell: ({ name, [id]: figure }) => <Interval name={name} figure={figure} show={formatFigure} />,
  });
  return [
    { id: 'figure', header: t('compare.figure'), place: 'lead', cell: ({ name }) => t(`figure.${name}`) },
    side('first'),
    side('second'),
    {
      ...{ id: 'difference', header: t('compare.difference'), isNumber: true, place: 'main' },
      cell: ({ name, difference }) => <Interval name={name} figure={difference} show={formatDifference} />,
    },
    { id: 'verdict', header: t('compare.verdict'), place: 'wide', cell: (figure) => verdictOf(t, figure) },
  ];
}

interface IntervalProps {
  name: ComparedFigure;
  figure: MeasuredFigure;
  show: (name: ComparedFigure, value: number | null) => string;
}

function Interval({ name, figure: { estimate, low, high }, show }: IntervalProps) {
  return (
    <>
      <span>{show(name, estimate)}</span>
      <small className="whitespace-nowrap">
        {show(name, low)} – {show(name, high)}
      </small>
    </>
  );
}

function verdictOf(t: Translate<'evaluation'>, { name, difference }: Figure): string {
  const { estimate } = difference;
  if (estimate === 0 && difference.low === 0 && difference.high === 0) return t('compare.same');
  if (estimate === null || !isClearDifference(difference)) return t('compare.unclear');
  const isSecondHigher = estimate > 0;
  return t('compare.better', { which: isSecondHigher === lowerIsBetter.includes(name) ? 'first' : 'second' });
}
