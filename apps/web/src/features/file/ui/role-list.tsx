'use client';

import type { ColumnRole, TableColumn } from '@modelmint/domain/tabular-spec';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { formatCount, formatQuantity } from '../../../ui/format.ts';
import { Input } from '../../../ui/input.tsx';
import { Select, type SelectOption } from '../../../ui/select.tsx';
import { withRole } from './reading-form.ts';
import { roleNames } from './role-names.ts';
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

const choices: SelectOption<Choice>[] = [
  { value: 'content', label: 'By content' },
  { value: 'numeric', label: 'Numbers', detail: 'numeric, such as 34.5' },
  { value: 'categorical', label: 'Categories', detail: 'categorical, such as red' },
  { value: 'target', label: 'Target', detail: 'what is predicted' },
  { value: 'ignored', label: 'Leave out', detail: 'ignored' },
];
const forMany = choices.filter(({ value }) => value !== 'target');

const shownAtFirst = 50;
const searchedFrom = 8;

/** A role for each column; with many of them they are searched, and set together. */
export function RoleList({ columns, samples, roles, detected, onChange }: RoleListProps) {
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
            aria-label="Find a column"
            placeholder={`Find one of ${formatQuantity(columns.length, 'column')}`}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setShown(shownAtFirst);
            }}
            className="flex-1"
          />
          <Select
            label="Role of all that are listed"
            placeholder={wanted === '' ? 'Set all' : `Set ${formatCount(found.length)} found`}
            value={null}
            onValueChange={setAll}
            options={forMany}
            className="w-40! flex-none max-md:w-full!"
          />
        </div>
      )}
      <ul aria-label="Roles of the columns" className="max-h-96 overflow-y-auto overscroll-contain">
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
      {found.length === 0 && <p className="px-3 py-2.5 text-fg-2">No column is called “{query.trim()}”.</p>}
      {found.length > shown && (
        <div className="flex items-center justify-between gap-3 border-t border-line px-3 py-1.5 text-small text-fg-3">
          <span>
            {formatCount(shown)} of {formatCount(found.length)} shown
          </span>
          <Button size="small" onClick={() => setShown(shown + 2 * shownAtFirst)}>
            Show more
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
  const options = isDetected
    ? choices.map((one) => (one.value === 'content' ? { ...one, label: 'Target', detail: 'by its name' } : one))
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
          {name.trim() === '' ? <i className="font-regular text-fg-3">no name</i> : name}
        </span>
        <span className="truncate text-small text-fg-3" title={sample?.values}>
          {role && <span className="text-fg-2">{roleNames[role]}: </span>}
          {sample?.values}
        </span>
      </span>
      <Select label={`Role of ${name}`} value={choice} onValueChange={onChoice} options={options} />
    </li>
  );
}
