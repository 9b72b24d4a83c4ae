import type { LinearLayout, ParameterLayout } from './architecture.ts';

/** Weight and bias of a linear map. */
export function linearParameters({ module, in: inSize, out }: LinearLayout): ParameterLayout[] {
  return [
    { name: `${module}.weight`, shape: [out, inSize], isDecayed: true },
    { name: `${module}.bias`, shape: [out], isDecayed: false },
  ];
}

/** Scale and shift of a layer norm. */
export function normParameters(module: string, size: number): ParameterLayout[] {
  return ['weight', 'bias'].map((name) => ({ name: `${module}.${name}`, shape: [size], isDecayed: false }));
}
