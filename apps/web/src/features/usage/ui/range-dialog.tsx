'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { dayOf, daysMax, startOf, type UsageRange } from './usage-range.ts';

interface RangeDialogProps {
  range: Pick<UsageRange, 'from' | 'to'>;
  now: Date;
  /** What the button says. */
  action: string;
  onClose: () => void;
  onChoose: (from: string, to: string) => void;
}

/** Days of one's own, both ends included. */
export function RangeDialog({ range, now, action, onClose, onChoose }: RangeDialogProps) {
  const t = useTranslations('usage');
  const tUi = useTranslations('ui');
  const [from, setFrom] = useState(range.from);
  const [to, setTo] = useState(range.to);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = problemOf(t, { from, to });
    setProblem(found);
    if (found !== null) return;
    onChoose(from, to);
    onClose();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('range.chooseDays')}
      foot={
        <>
          <Button onClick={onClose}>{tUi('cancel')}</Button>
          <Button variant="primary" type="submit" form="choose-days">
            {action}
          </Button>
        </>
      }
    >
      <form id="choose-days" onSubmit={submit} className="grid gap-4 md:grid-cols-2" noValidate>
        <Field label={t('range.from')} help={t('range.fromHelp')}>
          <Input type="date" value={from} max={dayOf(now)} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field label={t('range.to')} help={t('range.toHelp')} error={problem}>
          <Input type="date" value={to} max={dayOf(now)} onChange={(event) => setTo(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}

function problemOf(t: Translate<'usage'>, { from, to }: Pick<UsageRange, 'from' | 'to'>): string | null {
  const start = startOf(from);
  const end = startOf(to);
  if (start === null || end === null) return t('range.giveBoth');
  if (start > end) return t('range.reversed');
  return (end.getTime() - start.getTime()) / 86_400_000 >= daysMax ? t('range.tooLong', { days: daysMax }) : null;
}
