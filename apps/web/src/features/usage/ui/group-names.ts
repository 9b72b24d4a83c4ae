import type { Translate } from '../../../i18n/translate.ts';
import { unnamedGroups } from '../server/unnamed-groups.ts';
import type { Grouping } from './usage-range.ts';
import { otherGroup } from './usage-series.ts';

/** Names of groups in the language of the reader; those that people gave stay as they are. */
export function groupNames(
  t: Translate<'usage'>,
  { by, names }: { by: Grouping; names: Readonly<Record<string, string>> },
): Record<string, string> {
  const named = Object.entries(names).map(([group, name]) => [group, nameOf(t, { by, group, name })]);
  return { [otherGroup]: t('groups.other'), ...Object.fromEntries(named) };
}

function nameOf(t: Translate<'usage'>, { by, group, name }: { by: Grouping; group: string; name: string }): string {
  if (by === 'meter') return meterText(t, group);
  if (by === 'key' && group === '') return t('groups.noKey');
  if (by === 'member' && group === '') return t('groups.notKnown');
  return by === 'member' && name === unnamedGroups.deleted ? t('groups.deleted') : name;
}

export function meterText(t: Translate<'usage'>, meter: string): string {
  if (meter === 'training') return t('meters.training');
  return meter === 'inference' ? t('meters.inference') : meter;
}
