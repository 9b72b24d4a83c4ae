import type { JobData } from './job-data.ts';
import type { JobForm } from './job-form.ts';

export interface NewJobProps {
  projectId: string;
  baseUrl: string;
  /** Null for a role that may not see it. */
  billingHref: string | null;
  data: readonly JobData[];
  /** Chosen by the link that led here. */
  datasetId: string | null;
  /** Settings of a job that is to be done again. */
  settings: Partial<JobForm>;
  /** `acme`, as in the name that the model will get. */
  organizationSlug: string;
  rateMicros: bigint;
}
