import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { formatQuantity } from '../../../ui/format.ts';
import { targetKindNames } from '../../file/ui/role-names.ts';

/** Which columns a version was asked to read as what; null where its task has none. */
export function columnsAsked(spec: DatasetSpec): string | null {
  if (spec.task === 'image-classification' || spec.task === 'text-generation') return null;
  const { textColumn, labelColumn, userColumn, itemColumn, ratingColumn, timeColumn } = spec;
  const named = Object.entries({ text: textColumn, label: labelColumn, ...tableAsked(spec) });
  const pairs = Object.entries({ user: userColumn, item: itemColumn, rating: ratingColumn, time: timeColumn });
  const said = [...named, ...pairs].flatMap(([what, column]) =>
    column === undefined ? [] : [`${what}: ${column ?? 'none'}`],
  );
  const roles = spec.columns?.filter(({ role }) => role !== 'target').length ?? 0;
  if (roles > 0) said.push(`${formatQuantity(roles, 'role')} chosen`);
  return said.length === 0 ? 'as detected' : said.join(', ');
}

function tableAsked({ columns = [], targetKind }: DatasetSpec): Record<string, string | undefined> {
  return {
    target: columns.find(({ role }) => role === 'target')?.name,
    'target holds': targetKind && targetKindNames[targetKind],
  };
}
