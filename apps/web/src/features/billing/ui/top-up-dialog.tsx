'use client';

import { topUpMonthMicrosMax, topUpThresholdMicros } from '@modelmint/domain/auto-top-up';
import { creditPurchaseMicros } from '@modelmint/domain/money-rules';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { amountRule } from './amount-problem.ts';
import type { BillingView } from './billing-view.ts';
import { cardText } from './card-text.ts';
import { amountText, parseAmount } from './parse-amount.ts';

const start = { thresholdMicros: 5_000_000n, amountMicros: 25_000_000n, monthlyMaxMicros: 100_000_000n };

/** When to buy, how much, and how much in a month at most. Saving it turns it on. */
export function TopUpDialog({ view, onClose }: { view: BillingView; onClose: () => void }) {
  const t = useTranslations('billing');
  const router = useRouter();
  const rule = view.autoTopUp ?? start;
  const form = useApiForm({
    defaultValues: {
      threshold: amountText(rule.thresholdMicros),
      amount: amountText(rule.amountMicros),
      monthlyMax: amountText(rule.monthlyMaxMicros),
    },
    fieldOf: { thresholdMicros: 'threshold', amountMicros: 'amount', monthlyMaxMicros: 'monthlyMax' },
    onSubmit: async ({ threshold, amount, monthlyMax }) => {
      const body = {
        isOn: true,
        thresholdMicros: microsOf(threshold),
        amountMicros: microsOf(amount),
        monthlyMaxMicros: microsOf(monthlyMax),
        version: view.autoTopUp?.version ?? null,
      };
      await callApi(`/api/organizations/${view.organizationId}/billing/auto-top-up`, { method: 'PUT', body });
      showToast({ title: t('topUp.turnedOn'), detail: t('topUp.turnedOnDetail') });
      onClose();
      router.refresh();
    },
  });
  const monthlyBounds = () => {
    const once = parseAmount(form.getValues('amount'));
    const min = 'amountMicros' in once ? once.amountMicros : creditPurchaseMicros.min;
    return { min, max: topUpMonthMicrosMax };
  };
  const money = { inputMode: 'decimal', autoComplete: 'off', unit: 'USD' } as const;
  return (
    <FormDialog
      id="auto-top-up"
      title={t('topUp.dialogTitle')}
      action={t('topUp.action')}
      form={form}
      onClose={onClose}
    >
      <Field label={t('topUp.threshold')} help={t('topUp.thresholdHelp')} error={form.errorOf('threshold')}>
        <Input {...form.register('threshold', { validate: amountRule(t, topUpThresholdMicros) })} {...money} />
      </Field>
      <Field
        label={t('topUp.amount')}
        help={t('topUp.amountHelp', { card: cardText(t, view.card) })}
        error={form.errorOf('amount')}
      >
        <Input {...form.register('amount', { validate: amountRule(t, creditPurchaseMicros) })} {...money} />
      </Field>
      <Field label={t('topUp.monthlyMax')} help={t('topUp.monthlyMaxHelp')} error={form.errorOf('monthlyMax')}>
        <Input
          {...form.register('monthlyMax', { validate: (text) => amountRule(t, monthlyBounds())(text) })}
          {...money}
        />
      </Field>
    </FormDialog>
  );
}

/** Of a text that has passed the rule of its field. */
function microsOf(text: string): string {
  const parsed = parseAmount(text, { min: 0n, max: topUpMonthMicrosMax });
  return 'amountMicros' in parsed ? String(parsed.amountMicros) : text;
}
