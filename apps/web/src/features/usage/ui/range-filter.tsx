'use client';

import { CalendarRange } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { formatDay } from '../../../ui/format-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Select } from '../../../ui/select.tsx';
import { RangeDialog } from './range-dialog.tsx';
import { dayOf, recentMonths, type UsageRange } from './usage-range.ts';

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
          action="Show usage"
          onClose={() => setOpen(false)}
          onChoose={(from, to) => onChange({ month: null, from, to })}
        />
      )}
    </>
  );
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
