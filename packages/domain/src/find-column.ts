/** The column that is meant by a name: the one spelt so, else one that differs in case and blanks alone. */
export function findColumn(columns: readonly string[], name: string): string | undefined {
  const plain = (text: string): string => text.trim().toLowerCase();
  return columns.includes(name) ? name : columns.find((column) => plain(column) === plain(name));
}

/** For a comparison with usual names: `User ID`, `user_id` and `userId` are one. */
export function plainName(column: string): string {
  return column.toLowerCase().replace(/[\s_.-]/g, '');
}
