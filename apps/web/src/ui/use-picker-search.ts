'use client';

import { pickedMax } from './picked-max.ts';
import { useUrlFilters } from './use-url-filters.ts';

/**
 * For `onSearch` of a `Select`: asks the server, by `param` in the URL, for choices beyond the newest. Undefined where all
 * of them are there.
 */
export function usePickerSearch(param: 'find' | 'findData', count: number): ((text: string) => void) | undefined {
  const { replace } = useUrlFilters();
  return count < pickedMax ? undefined : (text) => replace({ [param]: text === '' ? null : text });
}
