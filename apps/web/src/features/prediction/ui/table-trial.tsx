'use client';

import { Database } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../../ui/button.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { focusFirstProblem } from '../../generation/ui/focus-first-problem.ts';
import type { TrialContext } from '../../playground/ui/playground-target.ts';
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
  const { columns, target } = table;
  const [rows, setRows] = useState<readonly RowFields[]>([fieldsOfRow(columns, table.rows[0] ?? {})]);
  const [at, setAt] = useState(0);
  const [isChecked, setChecked] = useState(false);
  const [runs, setRuns] = useState<readonly PredictionRun[]>([]);
  const call = useCall<Predicted>(context, 'predictions');
  const input = rows.map((fields) => rowOfFields(columns, fields));
  const send = async () => {
    const isWrong = (fields: RowFields) => columns.some((one) => problemOfField(one, fields[one.name] ?? '') !== null);
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
    if (answer !== null) setRuns((earlier) => [{ ...answer, at: new Date() }, ...earlier]);
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
      call={{ kind: 'prediction', input: input.length === 1 ? (input[0] ?? {}) : input, target: target.kind }}
    >
      <Columns stretch>
        <Column span={7}>
          <Panel title={rows.length === 1 ? 'Row' : 'Rows'} aside={<TargetSelect {...context} />}>
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
                  {rows.length === 1 ? `Predict ${short(target.name)}` : `Predict ${rows.length} rows`}
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
      <PredictionTable runs={runs} />
    </TrialPage>
  );
}

/** The label of a button stays on its line. */
const short = (name: string) => (name.length <= 24 ? name : 'row');

/** Fills the fields from its data, so that nobody starts from nothing. */
function Examples({ table, onChoose }: { table: TrialTable; onChoose: (fields: RowFields) => void }) {
  const { columns, rows } = table;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {rows.length > 0 && <span className="text-fg-3">From its data</span>}
      {rows.map((row, index) => (
        <Button
          // biome-ignore lint/suspicious/noArrayIndexKey: they never change
          key={index}
          size="small"
          onClick={() => onChoose(fieldsOfRow(columns, row))}
        >
          Example {index + 1}
        </Button>
      ))}
      <Button size="small" variant="ghost" onClick={() => onChoose(fieldsOfRow(columns, {}))}>
        Empty all
      </Button>
    </div>
  );
}

function UnknownColumns({ context }: { context: TrialContext }) {
  return (
    <TrialPage context={context} call={{ kind: 'prediction', input: { column: 'value' }, target: 'label' }}>
      <Panel title="Row" aside={<TargetSelect {...context} />}>
        <EmptyState icon={<Icon of={Database} />} title="Its columns are not known here">
          The form is made from what the model was trained on, which is gone. It still answers calls that send each
          column that it has learned from.
        </EmptyState>
      </Panel>
    </TrialPage>
  );
}
