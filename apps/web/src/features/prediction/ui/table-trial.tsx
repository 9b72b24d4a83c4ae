'use client';

import { Database } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { curlSnippet } from '../../endpoint/ui/call-snippets.ts';
import { focusFirstProblem } from '../../generation/ui/focus-first-problem.ts';
import type { TrialContext } from '../../playground/ui/playground-target.ts';
import { readRunInput } from '../../playground/ui/run-input.ts';
import { isSendKey, SendHint } from '../../playground/ui/send-hint.tsx';
import { TargetSelect } from '../../playground/ui/target-select.tsx';
import { TrialPage } from '../../playground/ui/trial-page.tsx';
import { useCall } from '../../playground/ui/use-call.ts';
import { PredictResult } from './predict-result.tsx';
import type { Predicted, PredictionRun } from './predicted.ts';
import { PredictionTable } from './prediction-table.tsx';
import { RowFieldGrid } from './row-fields.tsx';
import { RowTabs } from './row-tabs.tsx';
import { fieldsOfRow, problemOfField, type RowFields, rowOfFields } from './table-form.ts';
import type { TrialTable } from './trial-table.ts';

interface TableTrialProps {
  context: TrialContext;
  /** What the model reads; null when nobody knows. */
  table: TrialTable | null;
}

/** Rows of a table and what is predicted of them. */
export function TableTrial({ context, table }: TableTrialProps) {
  if (table === null) return <UnknownColumns context={context} />;
  // Another model reads other columns.
  return <RowTrial key={context.target.name} context={context} table={table} />;
}

function RowTrial({ context, table }: { context: TrialContext; table: TrialTable }) {
  const t = useTranslations('prediction');
  const { columns, target } = table;
  const [rows, setRows] = useState<readonly RowFields[]>(() => {
    const kept = context.run === null ? [] : readRunInput(context.run).rows;
    return (kept.length > 0 ? kept : [table.rows[0] ?? {}]).map((row) => fieldsOfRow(columns, row));
  });
  const [at, setAt] = useState(0);
  const [isChecked, setChecked] = useState(false);
  const [runs, setRuns] = useState<readonly PredictionRun[]>([]);
  const call = useCall<Predicted>(context, 'predictions');
  const input = rows.map((fields) => rowOfFields(columns, fields));
  const sent = input.length === 1 ? (input[0] ?? {}) : input;
  const send = async () => {
    const isWrong = (fields: RowFields) =>
      columns.some((one) => problemOfField(t, one, fields[one.name] ?? '') !== null);
    const wrong = rows.findIndex(isWrong);
    if (wrong >= 0) {
      flushSync(() => {
        setChecked(true);
        setAt(wrong);
      });
      focusFirstProblem();
      return;
    }
    const answer = await call.run({ input });
    if (answer !== null) setRuns((earlier) => [{ ...answer, sent, at: new Date() }, ...earlier]);
  };
  const press = (event: KeyboardEvent) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    void send();
  };
  const setFields = (fields: RowFields) => setRows(rows.map((row, index) => (index === at ? fields : row)));
  const [latest] = runs;
  return (
    <TrialPage
      context={context}
      call={{ kind: 'prediction', input: sent, target: target.kind }}
      runId={latest?.runId ?? null}
    >
      <Columns stretch>
        <Column span={7}>
          <Panel title={rows.length === 1 ? t('row') : t('rows')} aside={<TargetSelect {...context} />}>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields inside */}
            <div className="grid gap-4" onKeyDown={press}>
              <RowTabs rows={rows} at={at} onSelect={setAt} onRows={setRows} />
              <RowFieldGrid
                key={at}
                columns={columns}
                fields={rows[at] ?? {}}
                isChecked={isChecked}
                onChange={setFields}
              />
              <Examples table={table} onChoose={setFields} />
              <div className="flex items-center justify-between gap-3">
                <SendHint />
                <Button
                  variant="primary"
                  isBusy={call.state !== 'idle'}
                  onClick={() => void send()}
                  className="max-md:w-full"
                >
                  {predictWords(t, target.name, rows.length)}
                </Button>
              </div>
            </div>
          </Panel>
        </Column>
        <Column span={5}>
          <PredictResult
            run={latest ?? null}
            targetName={target.name}
            call={call}
            onRetry={() => void send()}
            organizationId={context.organizationId}
          />
        </Column>
      </Columns>
      <PredictionTable
        runs={runs}
        curlOf={(run) =>
          curlSnippet({
            ...{ kind: 'prediction', input: run.sent, target: target.kind, model: context.target.name },
            baseUrl: `${context.publicUrl}/v1`,
          })
        }
      />
    </TrialPage>
  );
}

/** The label of a button stays on its line. */
function predictWords(t: Translate<'prediction'>, name: string, rows: number): string {
  if (rows > 1) return t('predictRows', { count: rows });
  return name.length <= 24 ? t('predictOne', { target: name }) : t('predictRow');
}

/** Fills the fields from its data, so that nobody starts from nothing. */
function Examples({ table, onChoose }: { table: TrialTable; onChoose: (fields: RowFields) => void }) {
  const t = useTranslations('prediction');
  const { columns, rows } = table;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {rows.length > 0 && <span className="text-fg-3">{t('fromData')}</span>}
      {rows.map((row, index) => (
        <Button
          // biome-ignore lint/suspicious/noArrayIndexKey: they never change
          key={index}
          size="small"
          onClick={() => onChoose(fieldsOfRow(columns, row))}
        >
          {t('example', { number: index + 1 })}
        </Button>
      ))}
      <Button size="small" variant="ghost" onClick={() => onChoose(fieldsOfRow(columns, {}))}>
        {t('emptyAll')}
      </Button>
    </div>
  );
}

function UnknownColumns({ context }: { context: TrialContext }) {
  const t = useTranslations('prediction');
  return (
    <TrialPage
      context={context}
      call={{ kind: 'prediction', input: { column: 'value' }, target: 'label' }}
      runId={null}
    >
      <Panel title={t('row')} aside={<TargetSelect {...context} />}>
        <EmptyState icon={<Icon of={Database} />} title={t('unknownTitle')}>
          {t('unknownText')}
        </EmptyState>
      </Panel>
    </TrialPage>
  );
}
