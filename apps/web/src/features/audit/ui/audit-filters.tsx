'use client';

import { CalendarRange } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Select } from '../../../ui/select.tsx';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import { rangeName } from '../../usage/ui/range-filter.tsx';
import { dayOf } from '../../usage/ui/usage-range.ts';
import type { AuditFilters as Choices } from '../server/list-audit-entries.ts';
import { actionWords, actorWords } from './audit-words.ts';

const RangeDialog = dialogOnUse(async () => (await import('../../usage/ui/range-dialog.tsx')).RangeDialog);

const every = 'all';
const own = 'own';
const dayMs = 86_400_000;
const periodDays = ['0', '6', '29', '89'] as const;
const periodNames = { 0: 'filter.today', 6: 'filter.days7', 29: 'filter.days30', 89: 'filter.days90' } as const;

/** Who, what, where and when; all of it lives in the URL. */
export function AuditFilters({ choices, now }: { choices: Choices; now: Date }) {
  const t = useTranslations('audit');
  const { query, set: setQuery } = useUrlFilters();
  const [isOpen, setOpen] = useState(false);
  // Another filter is another list, which begins at its newest.
  const set = (values: Record<string, string | null>) => setQuery({ ...values, after: null, entry: null });
  const choose = (name: string) => (value: string) => set({ [name]: value === every ? null : value });
  const today = dayOf(now);
  const from = query.get('from');
  const to = query.get('to');
  const daysAgo = (days: string) => dayOf(new Date(now.getTime() - Number(days) * dayMs));
  const preset = to === null ? periodDays.find((days) => from === daysAgo(days)) : undefined;
  const isOwn = preset === undefined && (from !== null || to !== null);
  const range = { from: from ?? today, to: to ?? today };
  const actors = choices.actors.map((actor) => {
    const { name, detail } = actorWords(t, actor);
    return { value: actor.id, label: name, detail: detail ?? '' };
  });
  const actions = choices.actions.map((action) => ({ value: action, label: actionWords(t, action) }));
  return (
    <search className="flex flex-wrap items-center gap-2">
      <Select
        label={t('filter.who')}
        className="w-44! max-md:flex-1"
        options={[{ value: every, label: t('filter.everybody') }, ...actors]}
        value={query.get('actor') ?? every}
        onValueChange={choose('actor')}
      />
      <Select
        label={t('filter.what')}
        className="w-52! max-md:flex-1"
        options={[{ value: every, label: t('filter.everyAct') }, ...actions]}
        value={query.get('action') ?? every}
        onValueChange={choose('action')}
      />
      <Select
        label={t('filter.project')}
        className="w-44! max-md:flex-1"
        options={[{ value: every, label: t('filter.everyProject') }, ...choices.projects]}
        value={query.get('project') ?? every}
        onValueChange={choose('project')}
      />
      <Select
        label={t('filter.when')}
        className="w-40! max-md:flex-1"
        options={[
          { value: every, label: t('filter.anyTime') },
          ...periodDays.map((days) => ({ value: days, label: t(periodNames[days]) })),
          ...(isOwn ? [{ value: own, label: rangeName({ ...range, month: null }, now) }] : []),
        ]}
        value={isOwn ? own : (preset ?? every)}
        onValueChange={(value) => {
          if (value !== own) set({ from: value === every ? null : daysAgo(value), to: null });
        }}
      />
      <Button variant="ghost" icon={<Icon of={CalendarRange} />} onClick={() => setOpen(true)}>
        {t('filter.chooseDays')}
      </Button>
      {isOpen && (
        <RangeDialog
          range={range}
          now={now}
          action={t('filter.show')}
          onClose={() => setOpen(false)}
          onChoose={(first, last) => set({ from: first, to: last })}
        />
      )}
    </search>
  );
}
