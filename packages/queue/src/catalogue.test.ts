import { describe, expect, it } from 'vitest';
import { catalogue, isJobName, jobEntry, jobNames, queues } from './catalogue.ts';

describe('the catalogue', () => {
  it.each(jobNames)('%s names a queue, tries at least once and pauses between tries', (name) => {
    const { queue, attempts, backoffMs } = jobEntry(name);
    expect(Object.keys(queues)).toContain(queue);
    expect(attempts).toBeGreaterThanOrEqual(1);
    expect(backoffMs).toBeGreaterThanOrEqual(1_000);
  });

  it.each(jobNames.filter((name) => jobEntry(name).schedule))('%s, being periodic, takes no payload', (name) => {
    expect(jobEntry(name).payload.safeParse({}).success).toBe(true);
  });

  it.each([
    ['ids', { organizationId: 'org_1', datasetVersionId: 'dsv_1' }, true],
    ['an id missing', { organizationId: 'org_1' }, false],
    ['an empty id', { organizationId: '', datasetVersionId: 'dsv_1' }, false],
    ['data beside the ids', { organizationId: 'org_1', datasetVersionId: 'dsv_1', rows: [1] }, false],
  ])('takes for dataset.ingest: %s', (_, payload, fits) => {
    expect(catalogue['dataset.ingest'].payload.safeParse(payload).success).toBe(fits);
  });

  it('knows its names and nothing that every object has', () => {
    expect(isJobName('job.train')).toBe(true);
    expect(isJobName('toString')).toBe(false);
  });
});
