import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import { englishMessages } from '../../../i18n/english-messages.ts';
import { switcherGroups } from './switcher-items.ts';

const project = (id: string, name: string, archivedAt: Date | null = null) => ({ id, name, archivedAt });
const memberships = [
  { organizationId: 'org-1', organizationName: 'Engines', projects: [project('p1', 'Default'), project('p2', 'Spam')] },
  { organizationId: 'org-2', organizationName: 'Looms', projects: [project('p3', 'Old', new Date(0))] },
  { organizationId: 'org-3', organizationName: 'Empty', projects: [] },
].map((one) => ({ ...one, role: 'MEMBER' as const, deleteRequestedAt: null, suspendedReason: null }));
const t = createTranslator({ locale: 'en', messages: englishMessages, namespace: 'shell' });
const labels = (query: string, here = 'org-1') =>
  switcherGroups(memberships, { query, hereId: here, t }).map(({ name, items }) => [
    name,
    ...items.map(({ label }) => label),
  ]);

test('shows the own organization first and finds projects by their name or their organization', () => {
  expect(labels('')).toEqual([
    ['Engines', 'Default', 'Spam'],
    ['Looms', 'Old'],
    ['Empty', 'No project open to you'],
  ]);
  expect(labels('', 'org-2')[0]).toEqual(['Looms', 'Old']);
  expect(labels('sPaM')).toEqual([['Engines', 'Spam']]);
  expect(labels('loom')).toEqual([['Looms', 'Old']]);
  expect(labels('nothing')).toEqual([]);
});

test('shows no more than fifty of one organization, which the search narrows', () => {
  const many = [
    { ...memberships[0], projects: Array.from({ length: 400 }, (_, i) => project(`q${i}`, `Project ${i}`)) },
  ];
  const groups = switcherGroups(many as typeof memberships, { query: '', hereId: 'org-1', t });
  expect(groups[0]?.items).toHaveLength(50);
  expect(
    switcherGroups(many as typeof memberships, { query: 'project 399', hereId: 'org-1', t })[0]?.items,
  ).toHaveLength(1);
});
