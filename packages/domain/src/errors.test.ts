import { describe, expect, it } from 'vitest';
import { AppError, errorHttp, isAppError } from './errors.ts';

describe('AppError', () => {
  it.each([
    ['insufficient_quota', false, 'customer'],
    ['rate_limit_exceeded', true, 'customer'],
    ['model_loading', true, 'platform'],
    ['internal_error', false, 'platform'],
    ['not_found', false, 'customer'],
  ] as const)('%s is retryable: %s, fault: %s', (code, retryable, fault) => {
    const error = new AppError(code, 'x');
    expect({ retryable: error.retryable, fault: error.fault }).toEqual({ retryable, fault });
  });

  it('is told by its brand, also across two copies of the module', () => {
    const foreign = { [Symbol.for('modelmint.AppError')]: true };
    expect(isAppError(foreign)).toBe(true);
    expect(isAppError(new Error('x'))).toBe(false);
    expect(isAppError(null)).toBe(false);
  });

  it('maps every code to an HTTP error status', () => {
    for (const { status } of Object.values(errorHttp)) expect(status).toBeGreaterThanOrEqual(400);
  });
});
