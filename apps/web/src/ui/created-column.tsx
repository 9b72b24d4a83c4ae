import { currentLanguage } from '../i18n/current-language.ts';
import type { Column } from './data-table.tsx';
import { RelativeTime } from './relative-time.tsx';

// i18n-ignore: both languages stand here, so that lists need no message of their own
const words = { en: 'Created', 'zh-CN': '创建时间' };

/** The last column of most lists. */
export function createdColumn<Item extends { createdAt: Date }>(header = words[currentLanguage()]): Column<Item> {
  return {
    id: 'created',
    header,
    isNumber: true,
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    sortBy: ({ createdAt }) => createdAt,
  };
}
