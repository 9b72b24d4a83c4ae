import { expect, it } from 'vitest';
import { renderNotification } from './render-notification.ts';

const frame = {
  recipient: 'ann@example.com',
  organizationName: 'Acme\nBcc: all@example.com',
  ...{ url: 'https://mint.example/jobs/1', choicesUrl: 'https://mint.example/choices' },
};
const failed = { kind: 'job_failed' as const, name: '<b>spam</b>', details: { reason: 'No rows.' } };
const budget = {
  ...{ kind: 'budget_reached' as const, name: 'Acme' },
  details: {
    ...{ scope: 'organization' as const, percent: 80, month: '2026-11', isCap: true },
    ...{ spentMicros: '8000000', amountMicros: '10000000' },
  },
};

it('says one fact in its subject, in the language of the reader', () => {
  const english = renderNotification({ ...frame, language: 'en', facts: [failed] });
  expect(english.subject).toBe('Fine-tuning job “<b>spam</b>” has failed');
  expect(english.text).toContain('it costs nothing. No rows.');
  expect(english.html).not.toContain('<b>');
  expect(renderNotification({ ...frame, language: 'zh-CN', facts: [failed] }).subject).toContain('微调任务');
});

it('speaks of one row, and of what was cancelled', () => {
  const details = { outcome: 'cancelled' as const, rowsDone: 1, rowsFailed: 0, reason: null };
  const fact = { kind: 'inference_ended' as const, name: 'rows', details };
  const { subject, text } = renderNotification({ ...frame, language: 'en', facts: [fact] });
  expect(subject).toBe('Inference job “rows” was cancelled');
  expect(text).toContain('has answered 1 row; 0 could not');
});

it('joins several facts, and says where to choose', () => {
  const mail = renderNotification({ ...frame, language: 'en', facts: [failed, budget] });
  expect(mail.subject).toBe('2 notifications from Acme Bcc: all@example.com');
  expect(mail.text).toContain('has spent $8.00 of its budget of $10.00 in 2026-11. New work');
  expect(mail.text).toContain('https://mint.example/choices');
});
