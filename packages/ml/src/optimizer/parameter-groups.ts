import { optimizerGroupMax } from '@modelmint/domain/causal-lm-memory';

/** What the optimizer must know of a parameter before it sees its values. */
export interface Trainable {
  name: string;
  shape: readonly number[];
  /** False for biases and the weights of norms. */
  isDecayed: boolean;
}

/** Parameters that are stepped as one: each operation has a price of its own, and an adapter has hundreds of small parts. */
export interface ParameterGroup {
  members: readonly Trainable[];
  isDecayed: boolean;
}

/** Values of a group; a parameter at least as large has a group of its own, so that no second copy of it is made. */
export const groupSizeMax = optimizerGroupMax;

/** Every parameter once. The same parameters in the same order give the same groups. */
export function groupParameters(parameters: readonly Trainable[]): ParameterGroup[] {
  return [true, false].flatMap((isDecayed) => {
    const groups: { members: Trainable[]; isDecayed: boolean }[] = [];
    let room = 0;
    for (const one of parameters.filter((parameter) => parameter.isDecayed === isDecayed)) {
      const size = sizeOf(one);
      const last = groups.at(-1);
      if (last === undefined || size > room) {
        groups.push({ members: [one], isDecayed });
        room = groupSizeMax - size;
      } else {
        last.members.push(one);
        room -= size;
      }
    }
    return groups;
  });
}

export function sizeOf({ shape }: Pick<Trainable, 'shape'>): number {
  return shape.reduce((product, size) => product * size, 1);
}
