import type { Column } from './data-table.tsx';
import { RelativeTime } from './relative-time.tsx';

/** The last column of most lists. */
// i18n-ignore: lists give their own word
export function createdColumn<Item extends { createdAt: Date }>(header = 'Created'): Column<Item> {
  return {
    id: 'created',
    header,
    isNumber: true,
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    sortBy: ({ createdAt }) => createdAt,
  };
}
