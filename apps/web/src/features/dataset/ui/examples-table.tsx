'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { useState } from 'react';
import { Chip } from '../../../ui/chip.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount, formatQuantity } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Select } from '../../../ui/select.tsx';

type Example = DatasetReport['examples'][number];

const names: Record<DatasetReport['task'], { text: string; label: string }> = {
  'text-classification': { text: 'Text', label: 'Label' },
  'text-generation': { text: 'Prompt', label: 'Answer' },
  'image-classification': { text: 'Path in the archive', label: 'Label' },
  tabular: { text: 'Cells', label: 'Target' },
  recommendation: { text: 'User and item', label: 'Rating' },
};

function columnsOf(task: DatasetReport['task']): Column<Example>[] {
  const isClass = task !== 'text-generation';
  const plain = (text: string) => (
    <span className="font-regular whitespace-pre-line [overflow-wrap:anywhere]">{text}</span>
  );
  return [
    {
      id: 'line',
      header: task === 'image-classification' ? 'Entry' : 'Line',
      isNumber: true,
      width: '84px',
      cell: ({ line }) => formatCount(line),
      sortBy: ({ line }) => line,
    },
    { id: 'text', header: names[task].text, place: 'lead', cell: ({ text }) => plain(text) },
    {
      id: 'label',
      header: names[task].label,
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
  const [label, setLabel] = useState(every);
  const shown = label === every ? report.examples : report.examples.filter((example) => example.label === label);
  return (
    <Panel
      title="Examples"
      description={
        report.examples.length > 0 &&
        `The first${report.labels.length > 0 ? ' of each label' : ''}, of ${formatQuantity(report.rowsValid, 'example')} in all. Long texts are cut here, not in the data.`
      }
      aside={
        report.labels.length > 1 && (
          <Select
            size="small"
            label="Label"
            value={label}
            onValueChange={setLabel}
            options={[
              { value: every, label: 'Every label' },
              ...report.labels.map((each) => ({ value: each.label, label: each.label })),
            ]}
          />
        )
      }
      isFlush
    >
      <DataTable
        label="Examples"
        columns={columnsOf(report.task)}
        rows={shown}
        idOf={({ line, label: of }) => `${line}-${of}`}
        sortedBy={{ id: 'line', desc: false }}
        empty={<EmptyState title="No example could be read">See the report for the reasons.</EmptyState>}
      />
    </Panel>
  );
}
