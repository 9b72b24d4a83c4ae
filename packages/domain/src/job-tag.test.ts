import { expect, it } from 'vitest';
import { JobTags, splitTags } from './job-tag.ts';

it('keeps each tag once, in small letters and in order', () => {
  expect(JobTags.parse(['Zoo', 'baseline', 'zoo', '实验/1'])).toEqual(['baseline', 'zoo', '实验/1']);
});

it.each([[['two words']], [['-x']], [['']], [['a'.repeat(33)]], [['a,b']]])(
  'refuses %j and says what a tag is',
  (tags) => {
    expect(JobTags.safeParse(tags).error?.issues[0]?.message).toContain('A tag has 1 to 32 letters');
  },
);

it('refuses more than ten', () => {
  const tags = Array.from({ length: 11 }, (_, n) => `t${n}`);
  expect(JobTags.safeParse(tags).error?.issues[0]?.message).toBe('A job has at most 10 tags.');
  expect(JobTags.safeParse(tags.slice(1)).success).toBe(true);
});

it('reads tags between commas and spaces', () => {
  expect(splitTags(' a, b  c，d\n')).toEqual(['a', 'b', 'c', 'd']);
});
