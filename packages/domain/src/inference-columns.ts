import { datasetLimits } from './dataset-limits.ts';

const { columnsMax, columnNameCharactersMax } = datasetLimits;

/**
 * What is wrong with the header of a CSV, or null. Each row is read by all of its names, so that a long header would make
 * gigabytes of a file of rows of one character.
 */
export function wrongColumns(names: readonly string[]): string | null {
  const count = (number: number) => number.toLocaleString('en-US');
  if (names.length > columnsMax)
    return `The file has ${count(names.length)} columns; a job reads at most ${count(columnsMax)}. Leave those out that are not read.`;
  if (names.some((name) => name.length > columnNameCharactersMax))
    return `The name of a column has more than ${columnNameCharactersMax} characters. The first line of a CSV names its columns.`;
  return null;
}
