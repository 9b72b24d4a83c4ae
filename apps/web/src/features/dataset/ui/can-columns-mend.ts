import type { DatasetProblemCode } from '@modelmint/domain/dataset-problem';
import type { DatasetReport } from '@modelmint/domain/dataset-report';

const codes: ReadonlySet<DatasetProblemCode> = new Set<DatasetProblemCode>([
  ...([
    'columns_unclear',
    'fields_unclear',
    'column_missing',
    'too_many_labels',
    'label_too_long',
    'one_label',
  ] as const),
  ...([
    'prompt_columns_unclear',
    'target_unclear',
    'no_input_columns',
    'columns_constant',
    'column_all_missing',
  ] as const),
  ...(['one_value', 'target_too_many_labels', 'too_few_rows_of_label', 'nothing_held_out'] as const),
  ...(['target_missing', 'cell_not_number', 'cell_not_scalar', 'cell_too_long'] as const),
  ...(['user_item_unclear', 'column_for_two', 'too_few_interactions', 'one_item', 'too_many_ids'] as const),
  ...(['id_missing', 'id_not_scalar', 'id_too_long', 'rating_not_number', 'time_missing', 'time_unreadable'] as const),
]);

/**
 * Whether a refused file may be of use when other columns are read, or are read as something else. Where no row is at
 * fault, what all of them hold is.
 */
export function canColumnsMend({ problems, columns = [] }: Pick<DatasetReport, 'problems' | 'columns'>): boolean {
  return problems.length === 0 ? columns.length > 1 : problems.some(({ code }) => codes.has(code));
}
