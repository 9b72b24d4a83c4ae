/** What one parameter may hold. `canClear`: the empty string unsets it. */
export interface Leaf {
  kind: 'text' | 'integer' | 'boolean' | 'decimal' | 'metadata' | 'map' | 'choice';
  required?: true;
  canClear?: true;
  min?: number;
  max?: number;
  /** For `choice`. */
  of?: readonly string[];
}

interface ObjectRule<V> {
  kind: 'object';
  of: ParamTable<V>;
  required?: true;
}

interface ListRule<E> {
  kind: 'list';
  of: E extends object ? ObjectRule<E> : Leaf;
  required?: true;
  max?: number;
}

export type Rule<V> =
  | Leaf
  | (V extends ReadonlyArray<infer E> ? ListRule<E> : V extends object ? ObjectRule<V> : never);

/**
 * The parameters that a route takes, keyed by stripe-node's own parameter type at every level: a name that Stripe does
 * not have does not compile, and a name that is not in the table is refused at run time.
 */
export type ParamTable<P> = { readonly [K in keyof P]?: Rule<NonNullable<P[K]>> };

export const text = { kind: 'text', max: 5000 } as const;
export const requiredText = { kind: 'text', max: 5000, required: true } as const;
export const clearableText = { kind: 'text', max: 5000, canClear: true } as const;
export const boolean = { kind: 'boolean' } as const;
export const integer = { kind: 'integer' } as const;
export const count = { kind: 'integer', min: 0 } as const;
export const time = { kind: 'integer', min: 0 } as const;
export const metadata = { kind: 'metadata', canClear: true } as const;
export const texts = { kind: 'list', of: { kind: 'text', max: 5000 } } as const;
export const expand = { kind: 'list', of: { kind: 'text', max: 200 }, max: 20 } as const;

export function choice<const C extends string>(...of: C[]): { kind: 'choice'; of: readonly C[] } {
  return { kind: 'choice', of };
}

/** Parameters of every list. */
export const page = {
  limit: { kind: 'integer', min: 1, max: 100 },
  starting_after: text,
  ending_before: text,
  expand,
} as const;

/** `created`: an instant, or a range of them. */
export const createdRange = { kind: 'object', of: { gt: integer, gte: integer, lt: integer, lte: integer } } as const;
