'use client';

import { creditGiftMicros } from '@modelmint/domain/money-rules';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { Input } from '../../../ui/input.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { parseAmount } from '../../billing/ui/parse-amount.ts';

interface DialogProps {
  organization: { id: string; name: string };
  onClose: () => void;
}

const path = (id: string, act: string) => `/api/operator/organizations/${id}/${act}`;
const reasonRules = {
  validate: (text: string) => text.trim() !== '' || 'Say why: the organization reads it.',
  maxLength: { value: 300, message: 'Use at most 300 characters.' },
};

export function SuspendDialog({ organization: { id, name }, onClose }: DialogProps) {
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { reason: '', cancelJobs: false },
    onSubmit: async (body) => {
      await callApi(path(id, 'suspend'), { body });
      showToast({ title: `${name} is suspended` });
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      id="suspend-organization"
      title={`Suspend ${name}`}
      action="Suspend organization"
      form={form}
      onClose={onClose}
    >
      <p className="text-pretty text-fg-2">
        Its API keys are refused and nothing new starts. Its members can read everything, pay and leave. Its
        subscription goes on. You can resume it at any time.
      </p>
      <Field label="Reason" help="Its members and clients read it." error={form.errorOf('reason')}>
        <Input
          {...form.register('reason', reasonRules)}
          placeholder="The invoice of October is not paid"
          autoComplete="off"
        />
      </Field>
      <Checkbox
        label="Cancel its jobs too"
        help="Else what runs ends as usual, and what waits goes on when you resume it."
        checked={form.watch('cancelJobs')}
        onCheckedChange={(isChosen) => form.setValue('cancelJobs', isChosen)}
      />
    </FormDialog>
  );
}

export function ResumeDialog({ organization: { id, name }, onClose }: DialogProps) {
  const router = useRouter();
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Resume ${name}`}
      action="Resume organization"
      keep="Keep suspended"
      onConfirm={async () => {
        await callApi(path(id, 'resume'), { body: {} });
        showToast({ title: `${name} works again` });
        router.refresh();
      }}
    >
      Its keys work again at once, and its waiting jobs start in their turn.
    </ConfirmDialog>
  );
}

export function CreditDialog({ organization: { id, name }, onClose }: DialogProps) {
  const router = useRouter();
  // One for each opening: a second click, or a second try after a lost answer, gives once.
  const [key] = useState(() => crypto.randomUUID());
  const form = useApiForm({
    defaultValues: { amount: '', reason: '' },
    fieldOf: { amountMicros: 'amount' },
    onSubmit: async ({ amount, reason }) => {
      const parsed = parseAmount(amount, creditGiftMicros);
      if (!('amountMicros' in parsed)) return;
      await callApi(path(id, 'credit'), { body: { key, reason, amountMicros: parsed.amountMicros.toString() } });
      showToast({ title: `${name} has ${formatMoney(parsed.amountMicros)} more credit` });
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog id="give-credit" title={`Give credit to ${name}`} action="Give credit" form={form} onClose={onClose}>
      <Field
        label="Amount"
        help="It is spent before bought credit, and cannot be taken back here."
        error={form.errorOf('amount')}
      >
        <Input
          {...form.register('amount', {
            validate: (text) => {
              const parsed = parseAmount(text, creditGiftMicros);
              return 'amountMicros' in parsed || parsed.problem;
            },
          })}
          placeholder="25"
          inputMode="decimal"
          autoComplete="off"
          unit="USD"
        />
      </Field>
      <Field label="Reason" help="It stands on the organization’s Billing page." error={form.errorOf('reason')}>
        <Input
          {...form.register('reason', reasonRules)}
          placeholder="For the slow calls of Monday"
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  );
}
