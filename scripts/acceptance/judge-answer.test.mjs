import { expect, test } from 'vitest';
import { expectDoors, readAnswer } from './judge-answer.mjs';

test.each([
  [{ status: 200, text: '{}' }, 'open'],
  [{ status: 400, text: '' }, 'open'],
  [{ status: 503, text: '' }, 'open'],
  [{ status: 500, text: '' }, 'broken'],
  [{ status: 401, text: '' }, 'sign-in'],
  [{ status: 307, text: '', location: '/sign-in?next=%2Fhome' }, 'sign-in'],
  [{ status: 307, text: '', location: '/home' }, 'open'],
  [{ status: 403, text: '' }, 'denied'],
  [{ status: 404, text: '' }, 'absent'],
  [{ status: 200, text: '<h2>The role viewer does not open this page</h2>' }, 'denied'],
  [{ status: 200, text: '<template data-dgst="NEXT_HTTP_ERROR_FALLBACK;404">' }, 'absent'],
])('case %#', (answer, door) => {
  expect(readAnswer(answer)).toBe(door);
});

test('a redirect to the sign-in page is an answer to everybody, and a model without weights a call', () => {
  expect(readAnswer({ status: 303, text: '', location: '/sign-in?error=x' }, { needs: 'nothing' })).toBe('open');
  expect(readAnswer({ status: 500, text: '' }, { needs: 'model.call', isCall: true })).toBe('open');
});

const viewer = { kind: 'viewer', permissions: ['project.read'] };
test.each([
  [{ needs: 'project.read' }, viewer, ['open']],
  [{ needs: 'job.write' }, viewer, ['denied']],
  [{ needs: 'job.write' }, { kind: 'signed out', permissions: [] }, ['sign-in']],
  [{ needs: 'job.write' }, { kind: 'outsider', permissions: ['job.write'] }, ['absent']],
  [{ needs: 'job.write' }, { kind: 'unconfirmed', permissions: ['job.write'] }, ['denied']],
  [{ needs: 'operator' }, viewer, ['absent']],
  [{ needs: 'operator' }, { kind: 'operator', permissions: [] }, ['open']],
  [{ needs: 'model.call' }, { kind: 'key', permissions: [] }, ['denied']],
  [{ needs: 'project.read', isById: true }, { kind: 'foreign key', permissions: ['project.read'] }, ['absent']],
])('%o for %o', (row, principal, doors) => {
  expect(expectDoors(row, principal)).toEqual(doors);
});
