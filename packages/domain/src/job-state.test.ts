import { describe, expect, it } from 'vitest';
import { isTerminal, jobMoves, jobStatuses } from './job-state.ts';

describe('jobMoves', () => {
  it('ends in exactly three states', () => {
    expect(jobStatuses.filter(isTerminal)).toEqual(['SUCCEEDED', 'FAILED', 'CANCELLED']);
  });

  it('never leaves a terminal state and never stands still', () => {
    for (const { from, to } of Object.values(jobMoves)) {
      expect(from.some(isTerminal)).toBe(false);
      expect((from as readonly string[]).includes(to)).toBe(false);
    }
  });

  it('reaches every state from the first one', () => {
    const reached = new Set<string>(['VALIDATING_FILES']);
    for (let round = 0; round < jobStatuses.length; round += 1) {
      for (const { from, to } of Object.values(jobMoves)) if (from.some((s) => reached.has(s))) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...jobStatuses].sort());
  });
});
