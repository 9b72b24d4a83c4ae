import type { DatasetReport } from '@modelmint/domain/dataset-report';

/** The report of an edited version, with what the file of the other version was and how it was read. */
export function likeBase(found: DatasetReport, base: DatasetReport): DatasetReport {
  const { format, encoding, compression, delimiter, columns, textColumn, labelColumn, sizeBytes, textBytes } = base;
  return {
    ...found,
    ...{ format, encoding, compression, sizeBytes, textBytes },
    ...given({ delimiter, columns, textColumn, labelColumn }),
    ...(found.table === undefined ? {} : { table: tableLike(found.table, base.table) }),
    ...(found.ratings === undefined ? {} : { ratings: { ...found.ratings, ...namesOf(base.ratings) } }),
  };
}

/** Columns that are left out are not stored: of them stands what is known of the file. */
function tableLike(
  found: NonNullable<DatasetReport['table']>,
  base: DatasetReport['table'],
): NonNullable<DatasetReport['table']> {
  const read = new Map(found.columns.map((column) => [column.name, column]));
  return { ...found, columns: (base?.columns ?? []).map((column) => read.get(column.name) ?? column) };
}

function namesOf(base: DatasetReport['ratings']) {
  if (base === undefined) return {};
  const { userColumn, itemColumn, ratingColumn, timeColumn } = base;
  return { userColumn, itemColumn, ratingColumn, timeColumn };
}

function given<T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
