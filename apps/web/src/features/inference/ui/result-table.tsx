'use client';

import type { CallRoute } from '@modelmint/domain/wire/call-route';
import { useTranslations } from 'next-intl';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { cutMiddle } from '../../fine-tuning/ui/cut-middle.ts';
import type { ResultRow } from '../server/result-row.ts';
import { answerWords } from './answer-words.ts';

interface ResultTableProps {
  label: string;
  route: CallRoute;
  /** OpenAI's lines have no input beside their answers. */
  hasInput: boolean;
  rows: readonly ResultRow[];
}

/** Longer texts lose their middle here; the files have them whole. */
const charactersMax = 400;

/** Rows of a result file: what was asked beside what was answered, or why it was not. */
export function ResultTable({ label, route, hasInput, rows }: ResultTableProps) {
  const t = useTranslations('inference');
  const input: Column<ResultRow> = {
    id: 'input',
    header: t('results.input'),
    place: 'wide',
    width: '50%',
    isEmpty: ({ input: text }) => text === null,
    cell: ({ input: text }) => <Words text={text ?? ''} />,
  };
  const columns: Column<ResultRow>[] = [
    {
      id: 'key',
      header: t(hasInput ? 'results.row' : 'results.customId'),
      place: 'lead',
      isNumber: hasInput,
      width: hasInput ? '64px' : '200px',
      cell: ({ key }) => <span className="block py-1 tabular-nums [overflow-wrap:anywhere]">{key}</span>,
    },
    ...(hasInput ? [input] : []),
    { id: 'answer', header: t('results.answer'), place: 'wide', cell: (row) => <Answer route={route} row={row} /> },
  ];
  return (
    <div className="[&_td]:align-top!">
      <DataTable label={label} columns={columns} rows={rows} idOf={({ key }) => key} empty={null} />
    </div>
  );
}

function Answer({ route, row }: { route: CallRoute; row: ResultRow }) {
  const t = useTranslations('inference');
  const tell = useProblemTranslator();
  if (row.error !== null)
    return (
      <span className="block py-1 [overflow-wrap:anywhere]">
        <span className="text-danger">{tell(row.error.message)}</span>
        <code className="block text-small text-fg-3">{row.error.code}</code>
      </span>
    );
  const { main, detail } = answerWords(t, route, row.fields);
  return (
    <span className="block py-1">
      <Words text={main} isInner />
      {detail !== null && <span className="block text-small text-fg-3 tabular-nums">{detail}</span>}
    </span>
  );
}

function Words({ text, isInner = false }: { text: string; isInner?: boolean }) {
  const t = useTranslations('inference');
  const shown = cutMiddle(text, charactersMax);
  return (
    <span className={`block whitespace-pre-wrap [overflow-wrap:anywhere] ${isInner ? '' : 'py-1'}`}>
      {shown === '' ? <span className="text-fg-3">{t('sample.nothing')}</span> : shown}
    </span>
  );
}
