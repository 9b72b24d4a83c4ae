import { AppError } from './errors.ts';

export const passwordCharacters = { min: 12, max: 256 } as const;

/** Length only, no recipe of characters; how easily it is guessed is judged where the list of common ones is at hand. */
export function checkPasswordLength(password: string): AppError | null {
  const length = [...password].length;
  const { min, max } = passwordCharacters;
  if (length < min)
    return new AppError('invalid_value', `The password has ${length} characters; use at least ${min}.`, {
      param: 'password',
    });
  if (length > max)
    return new AppError('invalid_value', `The password has ${length} characters; use at most ${max}.`, {
      param: 'password',
    });
  return null;
}
