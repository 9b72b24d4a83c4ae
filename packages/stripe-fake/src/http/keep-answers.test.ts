import { describe, expect, it } from 'vitest';
import { Fake } from '../fake.ts';
import { Store } from '../state/store.ts';
import { fingerprintOf, KeepAnswers } from './keep-answers.ts';

let now = 1_800_000_000;
const settings = { apiKey: 'sk_test_a', publicUrl: '', webhookUrl: null, webhookSecret: 'whsec_a' };
const fake = new Fake({ settings, store: new Store(null), log: () => undefined, nowMs: () => now * 1000 });

describe('KeepAnswers', () => {
  it('refuses a key whose first request has not been answered, and gives its answer for a day', () => {
    const answers = new KeepAnswers(fake);
    expect(answers.begin('key', 'a')).toBeNull();
    const inFlight = expect.objectContaining({ details: expect.objectContaining({ status: 409 }) });
    expect(() => answers.begin('key', 'a')).toThrow(inFlight);
    const answer = { fingerprint: 'a', status: 402, body: '{}', createdAt: now };
    answers.keep('key', answer);
    expect(() => answers.begin('key', 'a')).toThrow(inFlight);
    answers.end('key');
    expect(answers.begin('key', 'a')).toEqual(answer);
    expect(() => answers.begin('key', 'b')).toThrow('can only be used with the same parameters');
    now += 24 * 3600;
    expect(answers.begin('key', 'b')).toBeNull();
    expect(() => answers.begin('k'.repeat(256), 'a')).toThrow('at most 255');
  });
});

describe('fingerprintOf', () => {
  it('knows a request by method, path and parameters, whatever their order', () => {
    const print = fingerprintOf('POST', '/v1/customers', 'a=1&b=2');
    expect(fingerprintOf('POST', '/v1/customers', 'b=2&a=1')).toBe(print);
    expect(fingerprintOf('POST', '/v1/customers', 'a=1&b=3')).not.toBe(print);
    expect(fingerprintOf('POST', '/v1/products', 'a=1&b=2')).not.toBe(print);
  });
});
