'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount, formatShare } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { exampleHref } from './example-query.ts';
import { SplitPanel } from './split-panel.tsx';

interface SplitViewProps {
  report: DatasetReport;
  /** Of the version that is shown; undefined for the newest. */
  version: number | undefined;
}

type Label = DatasetReport['labels'][number];

/** What is trained on and what is held out: how many, of which label, and the rows themselves. */
export function SplitView({ report, version }: SplitViewProps) {
  const t = useTranslations('dataset');
  const { labels, split, task } = report;
  const hrefOf = (side: 'train' | 'validation', label?: string) =>
    exampleHref({ split: side, q: '', label, version, after: undefined });
  const cellOf = (side: 'train' | 'validation') => (label: Label) => (
    <Link href={hrefOf(side, label.label)} className="link">
      <span className="sr-only">{t('split.rowsOf', { label: label.label })} </span>
      {formatCount(label[side])}
    </Link>
  );
  const columns: Column<Label>[] = [
    {
      id: 'label',
      header: t('examples.label'),
      place: 'lead',
      cell: ({ label }) => label,
      sortBy: ({ label }) => label,
    },
    {
      ...{ id: 'train', header: t('split.train'), isNumber: true, place: 'main' },
      ...{ cell: cellOf('train'), sortBy: ({ train }: Label) => train },
    },
    {
      ...{ id: 'validation', header: t('split.heldOut'), isNumber: true },
      ...{ cell: cellOf('validation'), sortBy: ({ validation }: Label) => validation },
    },
    {
      id: 'share',
      header: t('split.share'),
      isNumber: true,
      cell: ({ train, validation }) => formatShare(validation / Math.max(1, train + validation)),
      sortBy: ({ train, validation }) => validation / Math.max(1, train + validation),
    },
  ];
  return (
    <>
      <SplitPanel report={report} />
      {task !== 'recommendation' && (
        <div className="flex flex-wrap gap-2">
          <LinkButton href={hrefOf('train')}>{t('split.showTrain', { count: split.train })}</LinkButton>
          <LinkButton href={hrefOf('validation')}>{t('split.showHeldOut', { count: split.validation })}</LinkButton>
        </div>
      )}
      {labels.length > 0 && (
        <Panel title={t('split.byLabel')} description={t('split.byLabelDetail')} isFlush>
          <DataTable
            sortParam="sort-split"
            label={t('split.byLabel')}
            columns={columns}
            rows={labels}
            idOf={({ label }) => label}
            empty={null}
          />
        </Panel>
      )}
    </>
  );
}
