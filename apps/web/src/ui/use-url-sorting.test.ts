import type { SortingState } from '@tanstack/react-table';
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { createElement, useState } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { useUrlSorting } from './use-url-sorting.ts';

/** Renders twice, with new lists of columns each time. */
function Table({ seen }: { seen: SortingState[] }) {
  const [times, setTimes] = useState(1);
  const first = { id: 'created', desc: true };
  const [sorting] = useUrlSorting({ ids: ['name', 'created'], first, param: 'sort' });
  seen.push(sorting);
  if (times < 2) setTimes(times + 1);
  return null;
}

function sortedTwice(query: string): SortingState[] {
  const seen: SortingState[] = [];
  const table = createElement(PathnameContext, { value: '/keys' }, createElement(Table, { seen }));
  renderToStaticMarkup(createElement(SearchParamsContext, { value: new URLSearchParams(query) }, table));
  return seen;
}

it.each([
  ['', { id: 'created', desc: true }],
  ['sort=name', { id: 'name', desc: false }],
  ['sort=-name', { id: 'name', desc: true }],
  ['sort=nothing', { id: 'created', desc: true }],
])('is one state for one address, so that a table does not render itself without end: %j', (query, sorted) => {
  const [one, two, ...more] = sortedTwice(query);
  expect(one).toEqual([sorted]);
  expect(two).toBe(one);
  expect(more).toEqual([]);
});
