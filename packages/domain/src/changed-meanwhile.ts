import { AppError } from './errors.ts';

/** For what is saved whole: whoever has read an older state looks again, so that nobody's change is lost unseen. */
export const changedMeanwhile = (): AppError =>
  new AppError(
    'conflict',
    'Somebody changed this in the meantime. Nothing was saved. Reload the page and change it again.',
    { param: 'was' },
  );
