import type { Column } from '../../../ui/data-table.tsx';
import type { PlacedExample } from '../server/list-examples.ts';
import { RowEdit, type RowEditing } from './row-edit.tsx';

/** The buttons of each row, last. */
export function editColumn(editing: RowEditing | null): Column<PlacedExample>[] {
  if (editing === null) return [];
  return [
    {
      id: ' edit',
      header: '',
      place: 'actions',
      width: '76px',
      cell: (example) => <RowEdit {...editing} example={example} />,
    },
  ];
}
