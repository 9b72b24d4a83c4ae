'use client';

import { CalendarRange } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Select } from '../../../ui/select.tsx';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import { RangeDialog } from '../../usage/ui/range-dialog.tsx';
import { rangeName } from '../../usage/ui/range-filter.tsx';
import { dayOf } from '../../usage/ui/usage-range.ts';
import type { AuditFilters as Choices } from '../server/list-audit-entries.ts';

const every = 'all';
const own = 'own';
const dayMs = 86_400_000;
const periods = [
  { value: '0', label: 'Today' },
  { value: '6', label: 'Last 7 days' },
  { value: '29', label: 'Last 30 days' },
  { value: '89', label: 'Last 90 days' },
];

/** Who, what, where and when; all of it lives in the URL. */
export function AuditFilters({ choices, now }: { choices: Choices; now: Date }) {
  const { query, set: setQuery } = useUrlFilters();
  const [isOpen, setOpen] = useState(false);
  // Another filter is another list, which begins at its newest.
  const set = (values: Record<string, string | null>) => setQuery({ ...values, after: null, entry: null });
  const choose = (name: string) => (value: string) => set({ [name]: value === every ? null : value });
  const today = dayOf(now);
  const from = query.get('from');
  const to = query.get('to');
  const daysAgo = (days: string) => dayOf(new Date(now.getTime() - Number(days) * dayMs));
  const preset = to === null ? periods.find(({ value }) => from === daysAgo(value)) : undefined;
  const isOwn = preset === undefined && (from !== null || to !== null);
  const range = { from: from ?? today, to: to ?? today };
  return (
    <search className="flex flex-wrap items-center gap-2">
      <Select
        label="Who"
        className="w-44! max-md:flex-1"
        options={[{ value: every, label: 'Everybody' }, ...choices.actors]}
        value={query.get('actor') ?? every}
        onValueChange={choose('actor')}
      />
      <Select
        label="What"
        className="w-52! max-md:flex-1"
        options={[{ value: every, label: 'Every act' }, ...choices.actions]}
        value={query.get('action') ?? every}
        onValueChange={choose('action')}
      />
      <Select
        label="Project"
        className="w-44! max-md:flex-1"
        options={[{ value: every, label: 'Every project' }, ...choices.projects]}
        value={query.get('project') ?? every}
        onValueChange={choose('project')}
      />
      <Select
        label="When"
        className="w-40! max-md:flex-1"
        options={[
          { value: every, label: 'At any time' },
          ...periods,
          ...(isOwn ? [{ value: own, label: rangeName({ ...range, month: null }, now) }] : []),
        ]}
        value={isOwn ? own : (preset?.value ?? every)}
        onValueChange={(value) => {
          if (value !== own) set({ from: value === every ? null : daysAgo(value), to: null });
        }}
      />
      <Button variant="ghost" icon={<Icon of={CalendarRange} />} onClick={() => setOpen(true)}>
        Choose days
      </Button>
      {isOpen && (
        <RangeDialog
          range={range}
          now={now}
          action="Show these days"
          onClose={() => setOpen(false)}
          onChoose={(first, last) => set({ from: first, to: last })}
        />
      )}
    </search>
  );
}
