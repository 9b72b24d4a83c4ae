'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { Chip } from '../../../ui/chip.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Select } from '../../../ui/select.tsx';
import { useUrlChoice } from '../../../ui/use-url-choice.ts';

type Example = DatasetReport['examples'][number];

function columnsOf(task: DatasetReport['task'], t: Translate<'dataset'>): Column<Example>[] {
  const isClass = task !== 'text-generation';
  const plain = (text: string) => (
    <span className="font-regular whitespace-pre-line [overflow-wrap:anywhere]">{text}</span>
  );
  return [
    {
      id: 'line',
      header: task === 'image-classification' ? t('problems.entry') : t('problems.line'),
      isNumber: true,
      width: '84px',
      cell: ({ line }) => formatCount(line),
      sortBy: ({ line }) => line,
    },
    { id: 'text', header: t(`few.text.${task}`), place: 'lead', cell: ({ text }) => plain(text) },
    {
      id: 'label',
      header: t(`few.label.${task}`),
      width: isClass ? '160px' : '45%',
      isEmpty: ({ label }) => label === '',
      place: isClass ? 'rest' : 'wide',
      cell: ({ label }) => (isClass ? <Chip>{label}</Chip> : plain(label)),
      sortBy: ({ label }) => label,
    },
  ];
}

const every = ' every';

/** The first few of each label, as they were read. */
export function ExamplesTable({ report }: { report: DatasetReport }) {
  const t = useTranslations('dataset');
  const [label, setLabel] = useUrlChoice('label', every);
  const shown = label === every ? report.examples : report.examples.filter((example) => example.label === label);
  return (
    <Panel
      title={t('examples.title')}
      description={
        report.examples.length > 0 &&
        t(report.labels.length > 0 ? 'few.firstOfLabel' : 'few.first', { count: report.rowsValid })
      }
      aside={
        report.labels.length > 1 && (
          <Select
            size="small"
            label={t('examples.label')}
            value={label}
            onValueChange={setLabel}
            options={[
              { value: every, label: t('examples.everyLabel') },
              ...report.labels.map((each) => ({ value: each.label, label: each.label })),
            ]}
          />
        )
      }
      isFlush
    >
      <DataTable
        sortParam="sort-examples"
        label={t('examples.title')}
        columns={columnsOf(report.task, t)}
        rows={shown}
        idOf={({ line, label: of }) => `${line}-${of}`}
        sortedBy={{ id: 'line', desc: false }}
        empty={<EmptyState title={t('few.none')}>{t('few.noneDetail')}</EmptyState>}
      />
    </Panel>
  );
}
