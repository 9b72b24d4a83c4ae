'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Input } from '../../../ui/input.tsx';
import { RadioCards } from '../../../ui/radio-cards.tsx';

export interface ProjectOption {
  id: string;
  name: string;
}

interface ProjectChoiceProps {
  projects: readonly ProjectOption[];
  /** `all`, or ids. */
  value: 'all' | readonly string[];
  onValueChange: (value: 'all' | string[]) => void;
  error?: string | undefined;
}

/** From so many on, the list can be searched. */
const searchFrom = 8;

/** Which projects somebody may enter. */
export function ProjectChoice({ projects, value, onValueChange, error }: ProjectChoiceProps) {
  const t = useTranslations('member');
  const [query, setQuery] = useState('');
  const chosen = value === 'all' ? [] : value;
  const shown = projects.filter(({ name }) => name.toLowerCase().includes(query.trim().toLowerCase()));
  const toggle = (id: string, isOn: boolean) =>
    onValueChange(isOn ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="pb-1 font-medium">{t('choice.projects')}</legend>
      <RadioCards
        label={t('choice.projects')}
        value={value === 'all' ? 'all' : 'some'}
        onValueChange={(next) => onValueChange(next === 'all' ? 'all' : [])}
        options={[
          { value: 'all', title: t('choice.all'), detail: t('choice.allDetail') },
          { value: 'some', title: t('choice.some'), detail: t('choice.someDetail') },
        ]}
      />
      {value !== 'all' && (
        <div className="grid gap-2 rounded-md border border-line p-3">
          {projects.length >= searchFrom && (
            <Input
              type="search"
              aria-label={t('choice.search')}
              placeholder={t('choice.search')}
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
          )}
          <div className="grid max-h-48 gap-2 overflow-y-auto p-0.5">
            {shown.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={<bdi className="[overflow-wrap:anywhere]">{name}</bdi>}
                checked={chosen.includes(id)}
                onCheckedChange={(isOn) => toggle(id, isOn)}
              />
            ))}
            {shown.length === 0 && <p className="text-fg-2">{t('choice.noMatch')}</p>}
          </div>
          <p className="text-small text-fg-3" aria-live="polite">
            {t('choice.count', { chosen: chosen.length, all: projects.length })}
          </p>
        </div>
      )}
      {error && (
        <p role="alert" className="tone-danger text-small text-(--ink)">
          {error}
        </p>
      )}
    </fieldset>
  );
}
