'use client';

import { CalendarRange } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { formatDay } from '../../../ui/format-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Input } from '../../../ui/input.tsx';
import { Select } from '../../../ui/select.tsx';
import { dayOf, recentMonths, startOf, type UsageRange } from './usage-range.ts';

interface RangeFilterProps {
  range: UsageRange;
  now: Date;
  onChange: (values: { month: string | null; from: string | null; to: string | null }) => void;
}

const monthsShown = 7;
const own = 'own';

/** A month, or days of one's own. */
export function RangeFilter({ range, now, onChange }: RangeFilterProps) {
  const [isOpen, setOpen] = useState(false);
  const months = recentMonths(now, monthsShown);
  const options = (range.month === null || months.includes(range.month) ? months : [...months, range.month]).map(
    (month) => ({ value: month, label: monthName(month, now) }),
  );
  return (
    <>
      <Select
        label="Period"
        size="small"
        options={range.month === null ? [...options, { value: own, label: rangeName(range, now) }] : options}
        value={range.month ?? own}
        onValueChange={(month) => {
          if (month !== own) onChange({ month: month === months[0] ? null : month, from: null, to: null });
        }}
      />
      <Button size="small" variant="ghost" icon={<Icon of={CalendarRange} />} onClick={() => setOpen(true)}>
        Choose days
      </Button>
      {isOpen && (
        <RangeDialog
          range={range}
          now={now}
          onClose={() => setOpen(false)}
          onChoose={(from, to) => onChange({ month: null, from, to })}
        />
      )}
    </>
  );
}

interface RangeDialogProps {
  range: UsageRange;
  now: Date;
  onClose: () => void;
  onChoose: (from: string, to: string) => void;
}

function RangeDialog({ range, now, onClose, onChoose }: RangeDialogProps) {
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
          <Button variant="primary" type="submit" form="usage-range">
            Show usage
          </Button>
        </>
      }
    >
      <form id="usage-range" onSubmit={submit} className="grid gap-4 md:grid-cols-2" noValidate>
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
  return (end.getTime() - start.getTime()) / 86_400_000 >= 366 ? 'Choose at most 366 days.' : null;
}

const monthNames = 'January February March April May June July August September October November December'.split(' ');

export function monthName(month: string, now: Date): string {
  const [year, number] = month.split('-');
  const name = `${monthNames[Number(number) - 1]} ${year}`;
  return month === dayOf(now).slice(0, 7) ? `${name}, to date` : name;
}

export function rangeName({ from, to }: UsageRange, now: Date): string {
  return `${formatDay(new Date(from), now)} – ${formatDay(new Date(to), now)}`;
}
