'use client';

import type { ColumnRole, TableColumn } from '@modelmint/domain/tabular-spec';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Input } from '../../../ui/input.tsx';
import { Select, type SelectOption } from '../../../ui/select.tsx';
import { withRole } from './reading-form.ts';
import type { ColumnSample } from './sample-columns.ts';

interface RoleListProps {
  columns: readonly string[];
  /** What stands in each. */
  samples: readonly ColumnSample[];
  /** Those that were chosen. */
  roles: readonly TableColumn[];
  /** The column that is predicted when none is chosen. */
  detected: string | null;
  onChange: (roles: TableColumn[]) => void;
}

type Choice = ColumnRole | 'content';

const choicesOf = (t: Translate<'file'>): SelectOption<Choice>[] => [
  { value: 'content', label: t('roles.byContent') },
  { value: 'numeric', label: t('role.numeric'), detail: t('roles.numericDetail') },
  { value: 'categorical', label: t('role.categorical'), detail: t('roles.categoricalDetail') },
  { value: 'target', label: t('role.target'), detail: t('roles.targetDetail') },
  { value: 'ignored', label: t('roles.leaveOut'), detail: t('roles.ignoredDetail') },
];

const shownAtFirst = 50;
const searchedFrom = 8;

/** A role for each column; with many of them they are searched, and set together. */
export function RoleList({ columns, samples, roles, detected, onChange }: RoleListProps) {
  const t = useTranslations('file');
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState(shownAtFirst);
  const roleOf = new Map(roles.map(({ name, role }) => [name, role]));
  const wanted = query.trim().toLowerCase();
  const found = columns.flatMap((name, at) => (name.toLowerCase().includes(wanted) ? [{ name, at }] : []));
  const target = roles.find(({ role }) => role === 'target')?.name ?? detected;
  const setAll = (choice: Choice) => {
    const names = new Set(found.map(({ name }) => name).filter((name) => name !== target));
    const others = roles.filter(({ name }) => !names.has(name));
    onChange(choice === 'content' ? others : [...others, ...[...names].map((name) => ({ name, role: choice }))]);
  };
  return (
    <div className="overflow-hidden rounded-md border border-line-strong bg-surface">
      {columns.length >= searchedFrom && (
        <div className="flex items-center gap-2 border-b border-line px-3 py-2 max-md:flex-wrap">
          <Input
            type="search"
            aria-label={t('roles.find')}
            placeholder={t('roles.findOne', { count: columns.length })}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setShown(shownAtFirst);
            }}
            className="flex-1"
          />
          <Select
            label={t('roles.ofAll')}
            placeholder={wanted === '' ? t('roles.setAll') : t('roles.setFound', { count: found.length })}
            value={null}
            onValueChange={setAll}
            options={choicesOf(t).filter(({ value }) => value !== 'target')}
            className="w-40! flex-none max-md:w-full!"
          />
        </div>
      )}
      <ul aria-label={t('roles.title')} className="max-h-96 overflow-y-auto overscroll-contain">
        {found.slice(0, shown).map(({ name, at }) => (
          <RoleRow
            key={at}
            name={name}
            sample={samples[at] ?? null}
            choice={roleOf.get(name) ?? 'content'}
            isDetected={name === target && !roleOf.has(name)}
            onChoice={(choice) => onChange(withRole(roles, name, choice === 'content' ? null : choice))}
          />
        ))}
      </ul>
      {found.length === 0 && <p className="px-3 py-2.5 text-fg-2">{t('roles.none', { name: query.trim() })}</p>}
      {found.length > shown && (
        <div className="flex items-center justify-between gap-3 border-t border-line px-3 py-1.5 text-small text-fg-3">
          <span>{t('roles.shown', { shown: formatCount(shown), total: formatCount(found.length) })}</span>
          <Button size="small" onClick={() => setShown(shown + 2 * shownAtFirst)}>
            {t('roles.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface RoleRowProps {
  name: string;
  sample: ColumnSample | null;
  choice: Choice;
  /** It is the target by its name. */
  isDetected: boolean;
  onChoice: (choice: Choice) => void;
}

function RoleRow({ name, sample, choice, isDetected, onChoice }: RoleRowProps) {
  const t = useTranslations('file');
  const choices = choicesOf(t);
  const options = isDetected
    ? choices.map((one) =>
        one.value === 'content' ? { ...one, label: t('role.target'), detail: t('roles.byName') } : one,
      )
    : choices;
  // The target is what it is called, whatever its cells are.
  const role = choice === 'content' && !isDetected ? sample?.role : null;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_160px] max-md:grid-cols-[minmax(0,1fr)_144px] items-center gap-3 border-line px-3 py-1.5 not-first:border-t">
      <span className="grid min-w-0 items-baseline gap-x-4 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <span
          className="truncate font-medium max-md:line-clamp-2 max-md:whitespace-normal max-md:[overflow-wrap:anywhere]"
          title={name}
        >
          {name.trim() === '' ? <i className="font-regular text-fg-3">{t('roles.noName')}</i> : name}
        </span>
        <span className="truncate text-small text-fg-3" title={sample?.values}>
          {role && <span className="text-fg-2">{t('roles.sample', { role: t(`role.${role}`) })} </span>}
          {sample?.values}
        </span>
      </span>
      <Select label={t('roles.of', { name })} value={choice} onValueChange={onChoice} options={options} />
    </li>
  );
}
