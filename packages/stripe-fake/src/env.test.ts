import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';
import { startStripeFake } from './start-stripe-fake.ts';

describe('readEnv', () => {
  it('takes what is set and leaves the rest to the defaults', () => {
    expect(readEnv({})).toEqual({ port: 12_111 });
    expect(readEnv({ PORT: '0', HOST: '::1', API_KEY: 'sk_test_a', STATE_FILE: '/s', WEBHOOK_URL: '' })).toEqual({
      port: 0,
      host: '::1',
      apiKey: 'sk_test_a',
      stateFile: '/s',
    });
    expect(() => readEnv({ PORT: 'http' })).toThrow('PORT is not a port: http');
  });

  it('never starts with a live key', async () => {
    await expect(startStripeFake({ apiKey: 'sk_live_a' })).rejects.toThrow('begins with sk_test_ only');
  });
});
