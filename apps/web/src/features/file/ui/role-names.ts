import type { ColumnRole } from '@modelmint/domain/tabular-spec';

/** What a column of a table is to the model, as pages call it. */
export const roleNames: Record<ColumnRole, string> = {
  numeric: 'Numbers',
  categorical: 'Categories',
  target: 'Target',
  ignored: 'Left out',
};

export const targetKindNames = { label: 'labels', value: 'numbers' } as const;
