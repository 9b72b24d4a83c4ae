import type { Fake } from '../fake.ts';
import type { ParamTable } from './param-rules.ts';
import type { FormTree } from './parse-form.ts';
import { readParams } from './read-params.ts';

export interface Call<P> {
  fake: Fake;
  params: P;
  /** The `:id` of the path, or an empty string. */
  id: string;
}

export interface Route {
  method: 'get' | 'post' | 'delete';
  path: string;
  /** Checks the parameters, changes nothing, and returns what is left to do. */
  prepare(fake: Fake, id: string, form: FormTree): () => object;
}

/** One call of Stripe's API. `run` is synchronous: a request happens whole, or (when it throws first) not at all. */
export function route<P>(definition: {
  method: Route['method'];
  path: string;
  params: ParamTable<P>;
  run: (call: Call<P>) => object;
}): Route {
  const { method, path, params, run } = definition;
  return {
    method,
    path,
    prepare: (fake, id, form) => {
      const values = readParams<P>(params, form);
      return () => run({ fake, params: values, id });
    },
  };
}
