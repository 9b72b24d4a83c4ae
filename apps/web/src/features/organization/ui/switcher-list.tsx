'use client';

import type { MembershipWithProjects } from '@modelmint/db/system/find-membership';
import { Check, Plus, Search } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useId, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useApi } from '../../../ui/use-api.ts';
import { type SwitcherItem, switcherGroups } from './switcher-items.ts';

interface SwitcherListProps {
  organizationId: string;
  projectId: string | null;
  close: () => void;
}

/** Read when it is opened: nobody pays for hundreds of projects on every page. */
export function SwitcherList({ organizationId, projectId, close }: SwitcherListProps) {
  const t = useTranslations('shell');
  const { data, problem, reload } = useApi<{ organizations: MembershipWithProjects[] }>('/api/account');
  const router = useRouter();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const groups = switcherGroups(data?.organizations ?? [], { query, hereId: organizationId, t });
  const items = groups.flatMap((group) => group.items);
  const go = (item: SwitcherItem | undefined) => {
    if (item === undefined) return;
    close();
    router.push(item.href);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      setAt((at + step + items.length) % items.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(items[at]);
    }
  };
  return (
    <>
      <div className="flex items-center gap-2 border-b border-line px-3">
        <Icon of={Search} className="text-fg-3" />
        <input
          type="search"
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={items[at] === undefined ? undefined : `${listId}-${at}`}
          aria-label={t('switcher.find')}
          placeholder={t('switcher.find')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
          className="h-9 w-full min-w-0 bg-transparent outline-none! max-md:text-[16px]"
        />
      </div>
      <div className="max-h-80 overflow-y-auto p-1">
        <div
          id={listId}
          role="listbox"
          aria-label={t('switcher.projects')}
          aria-busy={data === null && problem === null}
        >
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls, not the options of a list box
            <div key={group.organizationId} role="group" aria-labelledby={`${listId}-${group.organizationId}`}>
              <bdi
                id={`${listId}-${group.organizationId}`}
                className="block truncate px-2 pt-2 pb-1 text-small text-fg-3"
              >
                {group.name}
              </bdi>
              {group.items.map((item) => {
                const index = items.indexOf(item);
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys for the whole list
                  <div
                    key={item.key}
                    id={`${listId}-${index}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={item.key === projectId}
                    onClick={() => go(item)}
                    onMouseMove={() => setAt(index)}
                    ref={(node) => {
                      if (index === at && node !== null) node.scrollIntoView({ block: 'nearest' });
                    }}
                    className={classNames(
                      'flex items-center gap-2 rounded-sm px-2 py-1.5 max-md:py-2.5',
                      index === at && 'bg-hover',
                    )}
                  >
                    <bdi className="min-w-0 flex-1 truncate">{item.label}</bdi>
                    {item.detail && <span className="text-small text-fg-3">{item.detail}</span>}
                    {item.key === projectId && <Icon of={Check} className="text-accent-text" />}
                  </div>
                );
              })}
            </div>
          ))}
        </div>
        {data === null && problem === null && (
          <div className="grid gap-2 p-2">
            <Skeleton width="60%" />
            <Skeleton width="75%" />
          </div>
        )}
        {problem !== null && (
          <div className="grid justify-items-start gap-2 p-2" role="alert">
            <p>
              <ProblemText problem={problem} />
            </p>
            <Button size="small" onClick={reload}>
              {t('switcher.tryAgain')}
            </Button>
          </div>
        )}
        {data !== null && items.length === 0 && (
          <p className="px-2 py-1.5 text-fg-2">{t('switcher.noMatch', { query })}</p>
        )}
      </div>
      <div className="border-t border-line p-1">
        <Link
          href="/organizations/new"
          onClick={close}
          className="flex items-center gap-2 rounded-sm px-2 py-1.5 text-fg-2 hover:bg-hover hover:text-fg max-md:py-2.5"
        >
          <Icon of={Plus} className="text-fg-3" />
          {t('switcher.create')}
        </Link>
      </div>
    </>
  );
}
