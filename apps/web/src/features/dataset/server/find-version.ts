import { AppError } from '@modelmint/domain/errors';
import type { StoredDataset, StoredVersion } from './dataset-view.ts';

/** The version of that number; without one the newest that has checked rows. Throws `not_found` and `invalid_state`. */
export function findCheckedVersion({ versions }: StoredDataset, number: number | undefined): StoredVersion {
  const version =
    number === undefined
      ? versions.find(({ status }) => status === 'READY')
      : versions.find((each) => each.number === number);
  if (number !== undefined && version === undefined)
    throw new AppError('not_found', `The data set has no version ${number}.`, { param: 'version' });
  if (version?.status !== 'READY') throw new AppError('invalid_state', 'The data set has no checked rows yet.');
  return version;
}

/** Whose rows may be edited: the newest that can be used, while no later one is being made. */
export function findEditableVersion({ versions }: Pick<StoredDataset, 'versions'>): StoredVersion | null {
  const newest = versions.find(({ status }) => status !== 'INVALID');
  return newest?.status === 'READY' ? newest : null;
}
