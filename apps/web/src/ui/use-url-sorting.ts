'use client';

import { functionalUpdate, type OnChangeFn, type SortingState } from '@tanstack/react-table';
import { useUrlChoice } from './use-url-choice.ts';

type Sorting = SortingState[number];

interface UrlSortingOptions {
  /** Ids of the columns that can be sorted. */
  ids: readonly string[];
  first: Sorting | undefined;
  /** Its name in the URL. */
  param: string;
}

/** By which column a table is sorted: `?sort=name`, `?sort=-created`. */
export function useUrlSorting({ ids, first, param }: UrlSortingOptions): [SortingState, OnChangeFn<SortingState>] {
  const [text, choose] = useUrlChoice(param, textOf(first));
  const asked = sortingOf(text);
  const sorted = asked !== undefined && ids.includes(asked.id) ? asked : first;
  const sorting = sorted === undefined ? [] : [sorted];
  return [sorting, (updater) => choose(textOf(functionalUpdate(updater, sorting)[0] ?? first))];
}

const textOf = (sorting: Sorting | undefined) =>
  sorting === undefined ? '' : `${sorting.desc ? '-' : ''}${sorting.id}`;

const sortingOf = (text: string): Sorting | undefined =>
  text === '' ? undefined : { id: text.replace(/^-/, ''), desc: text.startsWith('-') };
