import { AppError } from '../errors.ts';

/** For what a model of this kind cannot read. */
export function refuseInput(name: string, what: string): AppError {
  return new AppError('invalid_value', `The model '${name.slice(0, 200)}' ${what}`, { param: 'input' });
}
