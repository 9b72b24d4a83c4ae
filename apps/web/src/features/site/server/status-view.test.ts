import { expect, test } from 'vitest';
import { statusViewOf } from './status-view.ts';

const today = '2026-11-28';
const row = (component: string, over: object = {}) => ({
  ...{ component, day: today, okCount: 9, failedCount: 1, lastIsOk: true, ageSeconds: 30 },
  ...over,
});
const all = (over: object = {}) => ['api', 'calls', 'training', 'storage'].map((name) => row(name, over));

test('all well, with the share of probes that were answered over 90 days', () => {
  const view = statusViewOf({
    days: [...all(), row('api', { day: '2026-08-31', okCount: 0, failedCount: 10 })],
    incidents: [],
    today,
  });
  expect(view.state).toBe('ok');
  const api = view.components[0];
  expect(api?.days).toHaveLength(90);
  expect(api?.days[0]).toEqual({ day: '2026-08-31', uptime: 0 });
  expect(api?.days[1]).toEqual({ day: '2026-09-01', uptime: null });
  expect(api?.uptime).toBe(0.45);
});

test.each([
  ['a probe that failed', { lastIsOk: false }, 'down'],
  ['no probe for three minutes', { ageSeconds: 181 }, 'unknown'],
])('%s', (_, over, state) => {
  expect(statusViewOf({ days: all(over), incidents: [], today }).state).toBe(state);
});

test('nothing measured is not said to be well', () => {
  const view = statusViewOf({ days: [], incidents: [], today });
  expect(view.state).toBe('unknown');
  expect(view.components.every(({ uptime }) => uptime === null)).toBe(true);
});

test('an open incident is what counts', () => {
  const incident = {
    id: 'inc_1',
    title: 'Slow',
    components: ['api'],
    state: 'IDENTIFIED' as const,
    startedAt: new Date(),
    resolvedAt: null,
    updates: [],
  };
  expect(statusViewOf({ days: all(), incidents: [incident], today }).state).toBe('incident');
  expect(statusViewOf({ days: all(), incidents: [{ ...incident, resolvedAt: new Date() }], today }).state).toBe('ok');
});
