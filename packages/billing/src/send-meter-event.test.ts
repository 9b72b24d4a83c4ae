import { expect, test } from 'vitest';
import { stampOf } from './send-meter-event.ts';

const at = (time: string) => new Date(`2026-11-20T${time}Z`);
const hour = at('14:00:00.000');

test.each([
  { name: 'an hour that is over', periodEnd: null, now: '16:00:00.000', stamp: '14:59:59.000' },
  { name: 'the open hour', periodEnd: null, now: '14:20:00.500', stamp: '14:20:00.500' },
  { name: 'a period that ends in it', periodEnd: '14:20:05.000', now: '16:00:00.000', stamp: '14:20:04.000' },
  {
    name: 'a period that ends one second into it',
    periodEnd: '14:00:01.000',
    now: '16:00:00.000',
    stamp: '14:00:00.000',
  },
])('the stamp lies within the hour: $name', ({ periodEnd, now, stamp }) => {
  const end = periodEnd === null ? null : at(periodEnd);
  expect(new Date(stampOf({ hour, periodEnd: end }, at(now).getTime()))).toEqual(at(stamp));
});
