import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { columnsByUse } from './column-facts.ts';

export interface ShownColumn {
  /** In the rows. */
  key: string;
  /** As the file calls it. */
  name: string;
  isNumber: boolean;
  /** The target, or who did it. */
  isLead: boolean;
}

/** The columns that rows of a table are shown with, the most telling first; those that are left out have no cells. */
export function shownColumns({ table, ratings }: Pick<DatasetReport, 'table' | 'ratings'>): ShownColumn[] {
  if (table !== undefined)
    return columnsByUse(table)
      .filter(({ role }) => role !== 'ignored')
      .map(({ name, role, min }) => ({ key: name, name, isNumber: min !== undefined, isLead: role === 'target' }));
  if (ratings === undefined) return [];
  const pairs = [
    { key: 'user', name: ratings.userColumn },
    { key: 'item', name: ratings.itemColumn },
    { key: 'rating', name: ratings.ratingColumn },
    { key: 'time', name: ratings.timeColumn },
  ];
  return pairs.flatMap(({ key, name }) =>
    name === null ? [] : [{ key, name, isNumber: key === 'rating', isLead: key === 'user' }],
  );
}

/** Of a page at 1440 px, beside the numbers of the rows. */
const widthPx = 1_050;
const characterPx = 6.5;
const columnPxMin = 84;
const paddingPx = 24;

/** How many of the first stand beside one another without scrolling, by the length of their names; the lead always. */
export function columnsThatFit(columns: readonly ShownColumn[]): number {
  let left = widthPx;
  const first = columns.findIndex(({ name }) => {
    left -= Math.max(columnPxMin, name.length * characterPx + paddingPx);
    return left < 0;
  });
  return first < 0 ? columns.length : Math.max(1, first);
}
