import { expect, it } from 'vitest';
import { createCommands } from './create-commands.ts';

const place = { projectId: 'proj_1', organizationId: 'org_1', role: 'OWNER', closed: null } as const;
const hrefs = (more: object) => createCommands({ ...place, ...more }).map(({ href }) => href);

it('begins what the role may, in a project that is open', () => {
  expect(hrefs({})).toContain('/projects/proj_1/fine-tuning/new');
  expect(hrefs({ role: 'VIEWER' })).toEqual([]);
  expect(hrefs({ projectId: null })).toEqual(['/organizations/org_1/members?new', '/organizations/org_1/projects?new']);
});

it('begins nothing in what is archived, stopped or being deleted', () => {
  expect(hrefs({ closed: 'project' })).toEqual(hrefs({ projectId: null }));
  expect(hrefs({ closed: 'organization' })).toEqual([]);
});
