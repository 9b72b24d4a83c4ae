'use client';

import { creditPurchaseMicros } from '@modelmint/domain/money-rules';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Input } from '../../../ui/input.tsx';
import { Note } from '../../../ui/note.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { amountProblem } from './amount-problem.ts';
import { parseAmount } from './parse-amount.ts';

const choices = ['10', '25', '100', '500'] as const;

interface AddCreditButtonProps {
  organizationId: string;
  isSimulated: boolean;
}

/** Buys credit at Stripe Checkout: a choice of amounts or one's own. */
export function AddCreditButton({ organizationId, isSimulated }: AddCreditButtonProps) {
  const t = useTranslations('billing');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<Icon of={Plus} />} onClick={() => setOpen(true)}>
        {t('add.button')}
      </Button>
      {isOpen && (
        <AddCreditDialog organizationId={organizationId} isSimulated={isSimulated} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

function AddCreditDialog({ organizationId, isSimulated, onClose }: AddCreditButtonProps & { onClose: () => void }) {
  const t = useTranslations('billing');
  const tUi = useTranslations('ui');
  const [text, setText] = useState('25');
  const [wasTried, setTried] = useState(false);
  const parsed = parseAmount(text);
  const isGood = 'amountMicros' in parsed;
  const { run, isBusy, problem } = useAction(async () => {
    if (!isGood) return;
    const body = { kind: 'credit', amountMicros: parsed.amountMicros.toString() };
    const { url } = await callApi<{ url: string }>(`/api/organizations/${organizationId}/billing/checkout`, { body });
    location.assign(url);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isGood) run();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('add.button')}
      foot={
        <>
          <Button onClick={onClose}>{tUi('cancel')}</Button>
          <Button variant="primary" type="submit" form="add-credit" isBusy={isBusy}>
            {isGood ? t('add.payAmount', { amount: formatMoney(parsed.amountMicros) }) : t('add.pay')}
          </Button>
        </>
      }
    >
      <form id="add-credit" onSubmit={submit} className="grid gap-4" noValidate>
        <div>
          <Segments
            label={t('add.amount')}
            value={choices.find((choice) => choice === text) ?? 'own'}
            onValueChange={(value) => setText(value === 'own' ? '' : value)}
            options={[
              ...choices.map((choice) => ({ value: choice as string, label: `$${choice}` })),
              { value: 'own', label: t('add.other') },
            ]}
          />
        </div>
        <Field
          label={t('add.amount')}
          help={t('add.help')}
          error={wasTried ? amountProblem(t, parsed, creditPurchaseMicros) : null}
        >
          <Input
            value={text}
            onChange={(event) => setText(event.target.value)}
            onBlur={() => setTried(text !== '')}
            inputMode="decimal"
            autoComplete="off"
            unit="USD"
          />
        </Field>
        {isSimulated && <Note tone="info">{t.rich('add.simulated', { b: (chunks) => <b>{chunks}</b> })}</Note>}
        <FormProblem problem={problem} />
      </form>
    </Dialog>
  );
}
