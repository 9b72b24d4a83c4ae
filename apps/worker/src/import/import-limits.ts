import { z } from 'zod';
import { importRefused, showBytes } from './import-refused.ts';

export const ImportLimits = z.object({
  /** Of all files of the checkpoint, unpacked. */
  sizeBytesMax: z.number(),
  /** What says so, for the message. */
  reason: z.enum(['setting', 'storage']),
  /** Entries of an archive, wanted or not. */
  entriesMax: z.number(),
  /** Of the child's check. */
  durationMsMax: z.number(),
});
export type ImportLimits = z.infer<typeof ImportLimits>;

/** Half an hour for what reads headers and unpacks archives. */
const durationMsMax = 30 * 60_000;

export function importLimits(settingBytesMax: number, storageBytesLeft: number | null): ImportLimits {
  const isStorage = storageBytesLeft !== null && storageBytesLeft < settingBytesMax;
  return {
    sizeBytesMax: isStorage ? storageBytesLeft : settingBytesMax,
    reason: isStorage ? 'storage' : 'setting',
    entriesMax: 10_000,
    durationMsMax,
  };
}

/** @throws AppError `invalid_file` with the numbers and what to do. */
export function checkImportSize(sizeBytes: number, { sizeBytesMax, reason }: ImportLimits): void {
  if (sizeBytes <= sizeBytesMax) return;
  const [found, most] = [showBytes(sizeBytes), showBytes(sizeBytesMax)];
  throw importRefused(
    reason === 'storage'
      ? `The checkpoint has ${found}, but ${most} of the organization's storage are left. Delete data that is not needed, or choose a larger plan.`
      : `The checkpoint has ${found}; at most ${most} are imported here. Take a smaller one, or ask the operator to raise IMPORT_SIZE_MB.`,
  );
}
