'use client';

import type { TrainingSample } from '@modelmint/domain/training-metrics';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { DataTable, type Column as TableColumn } from '../../../ui/data-table.tsx';
import { cutMiddle } from './cut-middle.ts';

interface SampleRow extends TrainingSample {
  id: string;
}

/** Longer texts lose their middle here; the data set has them whole. */
const charactersMax = 400;

const columnsOf = (t: Translate<'fineTuning'>): TableColumn<SampleRow>[] => [
  {
    id: 'prompt',
    header: t('samples.prompt'),
    place: 'lead',
    width: '40%',
    cell: ({ prompt }) => <Words text={prompt} isLead />,
  },
  {
    id: 'expected',
    header: t('samples.expected'),
    place: 'wide',
    width: '30%',
    cell: ({ expected }) => <Words label={t('samples.expected')} text={expected} />,
  },
  {
    id: 'written',
    header: t('samples.written'),
    place: 'wide',
    width: '30%',
    cell: ({ written }) => <Words label={t('samples.written')} text={written} />,
  },
];

/** Prompts beside what the data says and what the model writes. */
export function SampleTable({ label, samples }: { label: string; samples: readonly TrainingSample[] }) {
  const t = useTranslations('fineTuning');
  const rows = samples.map((sample, index) => ({ ...sample, id: String(index) }));
  return (
    <div className="[&_td]:align-top!">
      <DataTable label={label} columns={columnsOf(t)} rows={rows} idOf={({ id }) => id} empty={null} />
    </div>
  );
}

function Words({ label, text, isLead = false }: { label?: string; text: string; isLead?: boolean }) {
  const t = useTranslations('fineTuning');
  const shown = cutMiddle(text, charactersMax);
  return (
    <span className={`block py-1 whitespace-pre-wrap [overflow-wrap:anywhere] ${isLead ? 'font-regular' : ''}`}>
      {label && <span className="mr-1.5 text-small text-fg-3 md:hidden">{label}</span>}
      {shown === '' ? <span className="text-fg-3">{t('samples.nothing')}</span> : shown}
    </span>
  );
}
