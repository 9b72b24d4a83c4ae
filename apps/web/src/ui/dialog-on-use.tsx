import { type ComponentType, Suspense } from 'react';
import { loadOnUse } from './load-on-use.ts';

/** A dialog with its form, whose code is no part of the page: nothing is shown for the moment in which it comes. */
export function dialogOnUse<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Loaded = loadOnUse(load);
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each module, never while rendering
  return function DialogOnUse(props: Props) {
    return (
      <Suspense>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
