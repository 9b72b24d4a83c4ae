'use client';

import { type FormEvent, useState } from 'react';
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
  const [from, setFrom] = useState(range.from);
  const [to, setTo] = useState(range.to);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = problemOf(from, to);
    setProblem(found);
    if (found !== null) return;
    onChoose(from, to);
    onClose();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Choose days"
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="choose-days">
            {action}
          </Button>
        </>
      }
    >
      <form id="choose-days" onSubmit={submit} className="grid gap-4 md:grid-cols-2" noValidate>
        <Field label="From" help="The whole day, in UTC.">
          <Input type="date" value={from} max={dayOf(now)} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field label="To" help="This day included." error={problem}>
          <Input type="date" value={to} max={dayOf(now)} onChange={(event) => setTo(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}

function problemOf(from: string, to: string): string | null {
  const start = startOf(from);
  const end = startOf(to);
  if (start === null || end === null) return 'Give both days.';
  if (start > end) return 'The last day lies before the first.';
  return (end.getTime() - start.getTime()) / 86_400_000 >= daysMax ? `Choose at most ${daysMax} days.` : null;
}
