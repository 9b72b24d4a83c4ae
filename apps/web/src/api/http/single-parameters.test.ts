import { expect, it } from 'vitest';
import { singleParameters } from './single-parameters.ts';

it.each([
  ['/projects/p/models', '/projects/p/models'],
  ['/projects/p/models?tab=base&q=a%20b', '/projects/p/models?tab=base&q=a%20b'],
  ['/projects/p/models?q=a&q=b&tab=base', '/projects/p/models?q=a&tab=base'],
  ['/projects/p/models?q=a%00b', '/projects/p/models?q=ab'],
  ['/projects/p/models?q=%E4%B8%AD&q=x', '/projects/p/models?q=%E4%B8%AD'],
  ['/?', '/?'],
])('reads %s as %s', (url, read) => {
  expect(singleParameters(url)).toBe(read);
});
