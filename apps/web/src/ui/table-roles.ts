/**
 * Said again although the elements have them: where CSS displays the parts of a table as blocks, browsers drop their
 * roles, and a screen reader would hear loose text.
 */
export const tableRoles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;
