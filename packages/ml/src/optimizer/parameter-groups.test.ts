import { expect, it } from 'vitest';
import { groupParameters, groupSizeMax } from './parameter-groups.ts';

const named = (name: string, size: number, isDecayed = true) => ({ name, shape: [size], isDecayed });

it('puts small ones together up to a size, decayed ones apart from others, each once and in order', () => {
  const half = groupSizeMax / 2;
  const groups = groupParameters([
    named('a', half),
    named('norm', 8, false),
    named('b', half),
    named('c', 1),
    named('huge', groupSizeMax * 3),
    named('d', 1),
    named('bias', 8, false),
  ]);
  expect(groups.map(({ isDecayed, members }) => [isDecayed, members.map(({ name }) => name)])).toEqual([
    [true, ['a', 'b']],
    [true, ['c']],
    [true, ['huge']],
    [true, ['d']],
    [false, ['norm', 'bias']],
  ]);
});
