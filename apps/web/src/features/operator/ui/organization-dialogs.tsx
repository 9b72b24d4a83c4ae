'use client';

import { creditGiftMicros } from '@modelmint/domain/money-rules';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { Input } from '../../../ui/input.tsx';
import { newOnceKey } from '../../../ui/once-key.ts';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { amountRule } from '../../billing/ui/amount-problem.ts';
import { parseAmount } from '../../billing/ui/parse-amount.ts';
import { reasonRule } from './reason-rule.ts';

interface DialogProps {
  organization: { id: string; name: string };
  onClose: () => void;
}

const path = (id: string, act: string) => `/api/operator/organizations/${id}/${act}`;
export function SuspendDialog({ organization: { id, name }, onClose }: DialogProps) {
  const t = useTranslations('operator');
  const u = useTranslations('ui');
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { reason: '', cancelJobs: false },
    draft: { name: `suspend-${id}` },
    onSubmit: async (body) => {
      await callApi(path(id, 'suspend'), { body });
      showToast({ title: t('suspend.done', { name }) });
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      id="suspend-organization"
      title={t('suspend.title', { name })}
      action={t('suspend.action')}
      form={form}
      onClose={onClose}
    >
      <p className="text-pretty text-fg-2">{t('suspend.text')}</p>
      <Field label={t('reason.label')} help={t('suspend.reasonHelp')} error={form.errorOf('reason')}>
        <Input
          {...form.register('reason', { validate: reasonRule(t, u) })}
          placeholder={t('suspend.example')}
          autoComplete="off"
        />
      </Field>
      <Checkbox
        label={t('suspend.cancelJobs')}
        help={t('suspend.cancelJobsHelp')}
        checked={form.watch('cancelJobs')}
        onCheckedChange={(isChosen) => form.setValue('cancelJobs', isChosen)}
      />
    </FormDialog>
  );
}

export function ResumeDialog({ organization: { id, name }, onClose }: DialogProps) {
  const t = useTranslations('operator');
  const router = useRouter();
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t('resume.title', { name })}
      action={t('resume.action')}
      keep={t('resume.keep')}
      onConfirm={async () => {
        await callApi(path(id, 'resume'), { body: {} });
        showToast({ title: t('resume.done', { name }) });
        router.refresh();
      }}
    >
      {t('resume.text')}
    </ConfirmDialog>
  );
}

export function CreditDialog({ organization: { id, name }, onClose }: DialogProps) {
  const t = useTranslations('operator');
  const u = useTranslations('ui');
  const tBilling = useTranslations('billing');
  const router = useRouter();
  // One for each opening: a second click, or a second try after a lost answer, gives once.
  const [key] = useState(newOnceKey);
  const form = useApiForm({
    defaultValues: { amount: '', reason: '' },
    fieldOf: { amountMicros: 'amount' },
    onSubmit: async ({ amount, reason }) => {
      const parsed = parseAmount(amount, creditGiftMicros);
      if (!('amountMicros' in parsed)) return;
      await callApi(path(id, 'credit'), { body: { key, reason, amountMicros: parsed.amountMicros.toString() } });
      showToast({ title: t('gift.done', { name, amount: formatMoney(parsed.amountMicros) }) });
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      id="give-credit"
      title={t('gift.title', { name })}
      action={t('gift.action')}
      form={form}
      onClose={onClose}
    >
      <Field label={t('amount')} help={t('gift.amountHelp')} error={form.errorOf('amount')}>
        <Input
          {...form.register('amount', {
            validate: amountRule(tBilling, creditGiftMicros),
          })}
          placeholder="25"
          inputMode="decimal"
          autoComplete="off"
          unit="USD"
        />
      </Field>
      <Field label={t('reason.label')} help={t('gift.reasonHelp')} error={form.errorOf('reason')}>
        <Input
          {...form.register('reason', { validate: reasonRule(t, u) })}
          placeholder={t('gift.example')}
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  );
}
