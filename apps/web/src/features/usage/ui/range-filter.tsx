'use client';

import { CalendarRange } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { currentLanguage } from '../../../i18n/current-language.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { formatDay } from '../../../ui/format-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Select } from '../../../ui/select.tsx';
import { dayOf, recentMonths, type UsageRange } from './usage-range.ts';

const RangeDialog = dialogOnUse(async () => (await import('./range-dialog.tsx')).RangeDialog);

interface RangeFilterProps {
  range: UsageRange;
  now: Date;
  onChange: (values: { month: string | null; from: string | null; to: string | null }) => void;
}

const monthsShown = 7;
const own = 'own';

/** A month, or days of one's own. */
export function RangeFilter({ range, now, onChange }: RangeFilterProps) {
  const t = useTranslations('usage');
  const [isOpen, setOpen] = useState(false);
  const months = recentMonths(now, monthsShown);
  const options = (range.month === null || months.includes(range.month) ? months : [...months, range.month]).map(
    (month) => ({ value: month, label: monthName(t, month, now) }),
  );
  return (
    <>
      <Select
        label={t('range.period')}
        size="small"
        options={range.month === null ? [...options, { value: own, label: rangeName(range, now) }] : options}
        value={range.month ?? own}
        onValueChange={(month) => {
          if (month !== own) onChange({ month: month === months[0] ? null : month, from: null, to: null });
        }}
      />
      <Button size="small" variant="ghost" icon={<Icon of={CalendarRange} />} onClick={() => setOpen(true)}>
        {t('range.chooseDays')}
      </Button>
      {isOpen && (
        <RangeDialog
          range={range}
          now={now}
          action={t('range.show')}
          onClose={() => setOpen(false)}
          onChoose={(from, to) => onChange({ month: null, from, to })}
        />
      )}
    </>
  );
}

function monthName(t: Translate<'usage'>, month: string, now: Date): string {
  const format = new Intl.DateTimeFormat(currentLanguage(), { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const name = format.format(new Date(`${month}-01T00:00:00Z`));
  return month === dayOf(now).slice(0, 7) ? t('range.toDate', { month: name }) : name;
}

export function rangeName({ from, to }: UsageRange, now: Date): string {
  return `${formatDay(new Date(from), now)} – ${formatDay(new Date(to), now)}`;
}
