'use client';

import type { KindCost } from '@modelmint/db/system/worker-costs';
import { Cpu } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { formatDay } from '../../../ui/format-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Input } from '../../../ui/input.tsx';
import { Money } from '../../../ui/money.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { formatDollars, parseDollars } from './parse-dollars.ts';

const costMicros = { min: 0n, max: 1_000_000_000n };

/** What an hour of each kind of worker costs: the C of R = P × Q − C. */
export function CostPanel({ costs, today }: { costs: readonly KindCost[]; today: string }) {
  const t = useTranslations('operator');
  const [asked, setAsked] = useState<KindCost | null>(null);
  return (
    <Panel title={t('costs.title')} description={t('costs.about')} isFlush>
      <DataTable
        label={t('costs.title')}
        columns={columnsOf(t, setAsked)}
        rows={costs}
        idOf={({ kind }) => kind}
        empty={
          <EmptyState icon={<Icon of={Cpu} />} title={t('costs.empty.title')}>
            {t('costs.empty.text')}
          </EmptyState>
        }
      />
      {asked !== null && <CostDialog cost={asked} today={today} onClose={() => setAsked(null)} />}
    </Panel>
  );
}

function CostDialog({ cost, today, onClose }: { cost: KindCost; today: string; onClose: () => void }) {
  const t = useTranslations('operator');
  const router = useRouter();
  const { kind, microsPerHour, history } = cost;
  const form = useApiForm({
    defaultValues: {
      amount: microsPerHour === null ? '' : formatDollars(microsPerHour),
      effectiveDay: today,
    },
    fieldOf: { microsPerHour: 'amount' },
    onSubmit: async ({ amount, effectiveDay }) => {
      const micros = parseDollars(amount, costMicros);
      if (micros === null) return;
      const body = { kind, effectiveDay, microsPerHour: micros.toString() };
      await callApi('/api/operator/worker-costs', { method: 'PUT', body });
      showToast({ title: t('costs.saved', { kind }) });
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog id="set-cost" title={t('costs.set', { kind })} action={t('costs.save')} form={form} onClose={onClose}>
      <Field label={t('costs.perHour')} help={t('costs.perHourHelp')} error={form.errorOf('amount')}>
        <Input
          {...form.register('amount', {
            validate: (text) => parseDollars(text, costMicros) !== null || t('costs.problem'),
          })}
          inputMode="decimal"
          autoComplete="off"
          placeholder="0.85"
          unit={t('costs.unit')}
        />
      </Field>
      <Field label={t('costs.from')} help={t('costs.fromHelp')} error={form.errorOf('effectiveDay')}>
        <Input type="date" {...form.register('effectiveDay', { required: t('costs.noDay') })} />
      </Field>
      {history.length > 0 && (
        <ul className="grid gap-1 text-small text-fg-3">
          {history.slice(0, 6).map((one) => (
            <li key={one.effectiveDay}>
              {t.rich('costs.was', {
                day: formatDay(new Date(one.effectiveDay), new Date(today)),
                amount: () => <Money micros={one.microsPerHour} exact />,
              })}
            </li>
          ))}
        </ul>
      )}
    </FormDialog>
  );
}

function columnsOf(t: Translate<'operator'>, onSet: (cost: KindCost) => void): Column<KindCost>[] {
  return [
    { id: 'kind', header: t('workers.kind'), place: 'lead', cell: ({ kind }) => <code>{kind}</code> },
    { id: 'workers', header: t('workers.title'), isNumber: true, cell: ({ workers }) => workers },
    {
      id: 'cost',
      header: t('costs.perHour'),
      isNumber: true,
      place: 'main',
      cell: ({ microsPerHour }) =>
        microsPerHour === null ? (
          <span className="text-warning">{t('costs.none')}</span>
        ) : (
          <Money micros={microsPerHour} exact />
        ),
    },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (cost) => (
        <Button size="small" aria-label={t('costs.set', { kind: cost.kind })} onClick={() => onSet(cost)}>
          {t('costs.button')}
        </Button>
      ),
    },
  ];
}
