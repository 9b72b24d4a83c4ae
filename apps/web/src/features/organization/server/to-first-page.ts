import { isAppError } from '@modelmint/domain/errors';
import { redirect } from 'next/navigation';

/** For a list whose `after` in the URL is not there any more: leads to its beginning. Anything else is thrown on. */
export function toFirstPage(href: string): (error: unknown) => never {
  return (error) => {
    if (isAppError(error) && error.code === 'invalid_value' && error.param === 'after') redirect(href);
    throw error;
  };
}
