import { describe, expect, it } from 'vitest';
import { Fake } from '../fake.ts';
import type { DeliveryRecord } from './event-record.ts';
import { pruneState } from './prune-state.ts';
import { Store } from './store.ts';

const daySeconds = 86_400;
const now = Date.UTC(2026, 10, 10) / 1000;

describe('pruneState', () => {
  it('forgets answers after a day, those to made-up keys after ten minutes, and delivered events after 30 days', () => {
    const settings = { apiKey: 'sk_test_a', publicUrl: '', webhookUrl: null, webhookSecret: 'whsec_a' };
    const fake = new Fake({ settings, store: new Store(null), log: () => undefined, nowMs: () => now * 1000 });
    const answer = (key: string, ageSeconds: number) => {
      fake.state.answers[key] = { fingerprint: '', status: 200, body: '{}', createdAt: now - ageSeconds };
    };
    answer('young', daySeconds - 1);
    answer('old', daySeconds);
    answer('stripe-node-retry-young', 599);
    answer('stripe-node-retry-old', 600);
    const event = (id: string, ageDays: number, state: DeliveryRecord['state']) => {
      const delivery = { attempts: 1, nextAttemptAtMs: 0, deliveredAtMs: null, lastStatus: null };
      fake.state.events[id] = {
        id,
        type: 'customer.created',
        created: 0,
        customer: null,
        object: {},
        previous: null,
        request: { id: null, idempotencyKey: null },
        delivery: { ...delivery, state, queuedAtMs: (now - ageDays * daySeconds) * 1000 },
      };
    };
    event('evt_young', 30, 'delivered');
    event('evt_old', 31, 'delivered');
    event('evt_waiting', 31, 'pending');
    pruneState(fake);
    expect(Object.keys(fake.state.answers)).toEqual(['young', 'stripe-node-retry-young']);
    expect(Object.keys(fake.state.events)).toEqual(['evt_young', 'evt_waiting']);
  });
});
