'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Icon } from './icon.tsx';
import { Input } from './input.tsx';
import { Select } from './select.tsx';
import { useUrlFilters } from './use-url-filters.ts';

interface ListFilterProps {
  /** What is filtered: `Filter jobs`. */
  label: string;
  /** States to choose from; `?state=` in the URL. */
  states?: readonly { value: string; label: string }[];
  /** Where something else than the state is chosen: its name in the URL, and its words. */
  choice?: { param: string; label: string; every: string };
}

const every = 'all';
const quietMs = 250;

/** The filter row above a list. What is asked for lives in the URL (`?q=`, `?state=`); the page reads it there. */
export function ListFilter({ label, states, choice: chosen }: ListFilterProps) {
  const t = useTranslations('ui');
  const choice = chosen ?? { param: 'state', label: t('filter.state'), every: t('filter.everyState') };
  const { query, set, replace } = useUrlFilters();
  const [text, setText] = useState(query.get('q') ?? '');
  const input = useRef<HTMLInputElement>(null);
  const type = (typed: string) => replace({ q: typed === '' ? null : typed, after: null });
  const latest = useRef(type);
  latest.current = type;
  const asked = query.get('q') ?? '';
  useEffect(() => {
    if (text.trim() === asked) return;
    const timer = setTimeout(() => latest.current(text.trim()), quietMs);
    return () => clearTimeout(timer);
  }, [text, asked]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]');
      if (event.key !== '/' || isTyping || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return (
    <search className="flex flex-wrap items-center gap-2">
      <span className="relative block w-64 max-md:w-auto max-md:flex-1">
        <Icon
          of={Search}
          size={14}
          className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-fg-3"
        />
        <Input
          ref={input}
          type="search"
          aria-label={label}
          aria-keyshortcuts="/"
          placeholder={label}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="pl-7.5!"
        />
      </span>
      {states && (
        <Select
          label={choice.label}
          className="w-40!"
          options={[{ value: every, label: choice.every }, ...states]}
          value={query.get(choice.param) ?? every}
          onValueChange={(value) => set({ [choice.param]: value === every ? null : value, after: null })}
        />
      )}
    </search>
  );
}
