import type { Column } from './data-table.tsx';
import { RelativeTime } from './relative-time.tsx';

/** The last column of most lists. */
export function createdColumn<Item extends { createdAt: Date }>(): Column<Item> {
  return {
    id: 'created',
    header: 'Created',
    isNumber: true,
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    sortBy: ({ createdAt }) => createdAt,
  };
}
