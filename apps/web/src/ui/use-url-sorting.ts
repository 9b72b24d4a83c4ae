'use client';

import { functionalUpdate, type OnChangeFn, type SortingState } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useUrlChoice } from './use-url-choice.ts';

type Sorting = SortingState[number];

interface UrlSortingOptions {
  /** Ids of the columns that can be sorted. */
  ids: readonly string[];
  first: Sorting | undefined;
  /** Its name in the URL. */
  param: string;
}

/** By which column a table is sorted: `?sort=name`, `?sort=-created`. The same state as long as the URL says the same. */
export function useUrlSorting({ ids, first, param }: UrlSortingOptions): [SortingState, OnChangeFn<SortingState>] {
  const [text, choose] = useUrlChoice(param, textOf(first));
  const asked = sortingOf(text);
  const isKnown = asked !== undefined && ids.includes(asked.id);
  const sorted = isKnown ? text : textOf(first);
  // The table takes a new object for a change, sorts again and renders again, without end.
  const sorting = useMemo(() => {
    const one = sortingOf(sorted);
    return one === undefined ? [] : [one];
  }, [sorted]);
  return [sorting, (updater) => choose(textOf(functionalUpdate(updater, sorting)[0] ?? first))];
}

const textOf = (sorting: Sorting | undefined) =>
  sorting === undefined ? '' : `${sorting.desc ? '-' : ''}${sorting.id}`;

const sortingOf = (text: string): Sorting | undefined =>
  text === '' ? undefined : { id: text.replace(/^-/, ''), desc: text.startsWith('-') };
