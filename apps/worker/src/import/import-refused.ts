import { AppError } from '@modelmint/domain/errors';

/** What whoever asked for the import can mend; ends it. */
export function importRefused(message: string, cause?: unknown): AppError {
  return new AppError('invalid_file', message, cause === undefined ? {} : { cause });
}

/** Decimal units, as disks and hubs count. */
export function showBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}
