/** The edge and ground of everything that one types into or chooses from. 16 px on phones, which then do not zoom. */
export const controlStyle =
  'w-full rounded-md border border-line-control bg-surface text-fg aria-invalid:border-danger-mark focus-visible:-outline-offset-1 focus-visible:border-focus focus-visible:rounded-md max-md:text-[16px]';
