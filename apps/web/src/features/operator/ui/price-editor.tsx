'use client';

import type { ListedPrice } from '@modelmint/db/list-prices';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';
import { z } from 'zod';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { useKeptState } from '../../../ui/use-kept-state.ts';
import { AddPrice } from './add-price.tsx';
import { formatDollars } from './parse-dollars.ts';
import { editKey, linesOf, type PriceEdits, type PriceLine, type PriceMeter, readEdits } from './price-edits.ts';

const PublishDialog = dialogOnUse(async () => (await import('./publish-dialog.tsx')).PublishDialog);

interface PriceEditorProps {
  /** The newest book, from which the next one is made. */
  version: number;
  prices: readonly ListedPrice[];
}

const Edits: z.ZodType<PriceEdits> = z.record(z.string(), z.string());
const Names: z.ZodType<readonly string[]> = z.array(z.string());

/** The newest book as a form: what differs becomes the next book. */
export function PriceEditor({ version, prices }: PriceEditorProps) {
  const t = useTranslations('operator');
  // Of this version only: the next one begins anew.
  const [edits, setEdits] = useKeptState({ name: `prices-${version}`, first: {}, schema: Edits });
  const [added, setAdded] = useKeptState({ name: `prices-added-${version}`, first: [], schema: Names });
  const [open, setOpen] = useState<'add' | 'publish' | null>(null);
  const table = useRef<HTMLDivElement>(null);
  const lines = linesOf(prices, added);
  const { changes, problems } = readEdits(lines, edits);
  const isDirty = changes.length > 0 || Object.keys(problems).length > 0;
  const review = () => {
    if (Object.keys(problems).length === 0) setOpen('publish');
    else table.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  };
  const discard = () => {
    setEdits({});
    setAdded([]);
  };
  const cell = (meter: PriceMeter) => (line: PriceLine) => {
    const key = editKey(meter, line.baseModel);
    const before = line[meter];
    const problem = problems[key];
    return (
      <PriceInput
        name={t('prices.priceOf', {
          meter: t(meter === 'training' ? 'prices.training' : 'prices.calls'),
          model: line.baseModel,
        })}
        value={edits[key] ?? (before === null ? '' : formatDollars(before))}
        problem={problem === undefined ? null : t(problem)}
        was={
          before !== null && changes.some((one) => one.meter === meter && one.baseModel === line.baseModel)
            ? t('prices.was', { amount: formatMoney(before, { exact: true }) })
            : null
        }
        onChange={(text) => setEdits({ ...edits, [key]: text })}
      />
    );
  };
  const columns: Column<PriceLine>[] = [
    {
      id: 'model',
      header: t('prices.model'),
      place: 'lead',
      cell: ({ baseModel }) => (baseModel === '*' ? t('prices.all') : <code>{baseModel}</code>),
    },
    { id: 'training', header: t('prices.training'), isNumber: true, cell: cell('training') },
    { id: 'calls', header: t('prices.calls'), isNumber: true, cell: cell('inference') },
  ];
  return (
    <Panel
      title={t('prices.table', { version: String(version) })}
      description={t('prices.about')}
      aside={
        <Button size="small" icon={<Icon of={Plus} />} onClick={() => setOpen('add')}>
          {t('prices.add')}
        </Button>
      }
      isFlush
      foot={
        <>
          <span aria-live="polite">{t('prices.changes', { count: changes.length })}</span>
          <span className="flex flex-wrap gap-2">
            {isDirty && (
              <>
                <Button size="small" onClick={discard}>
                  {t('prices.discard')}
                </Button>
                <Button size="small" variant="primary" onClick={review}>
                  {t('prices.review')}
                </Button>
              </>
            )}
          </span>
        </>
      }
    >
      <div ref={table}>
        <DataTable
          label={t('prices.table', { version: String(version) })}
          columns={columns}
          rows={lines}
          idOf={({ baseModel }) => baseModel}
          empty={null}
        />
      </div>
      {open === 'add' && (
        <AddPrice
          taken={lines.map(({ baseModel }) => baseModel)}
          onAdd={(name) => setAdded([...added, name])}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'publish' && (
        <PublishDialog basedOn={version} changes={changes} onClose={() => setOpen(null)} onPublished={discard} />
      )}
    </Panel>
  );
}

interface PriceInputProps {
  name: string;
  value: string;
  problem: string | null;
  was: string | null;
  onChange: (text: string) => void;
}

function PriceInput({ name, value, problem, was, onChange }: PriceInputProps) {
  const id = useId();
  return (
    <span className="inline-grid w-36 justify-items-stretch max-md:w-full gap-0.5 text-right">
      <Input
        aria-label={name}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null ? undefined : id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        inputMode="decimal"
        autoComplete="off"
        placeholder="–"
        unit="USD"
        className="pr-12! text-right tabular-nums"
      />
      {problem !== null && (
        <small id={id} role="alert" className="text-pretty whitespace-normal text-danger!">
          {problem}
        </small>
      )}
      {problem === null && was !== null && <small className="text-warning!">{was}</small>}
    </span>
  );
}
