/** Beside a split lies the list of rows that repeat others (`DuplicateGroup`, one a line). Given the key of its training rows. */
export function duplicatesKeyOf(trainKey: string): string {
  return trainKey.replace(/[^/]+$/, 'duplicates.jsonl');
}
