import type { TrainableBase } from '../../base-model/server/list-trainable.ts';
import type { JobData } from '../server/list-job-data.ts';
import type { JobForm } from './job-form.ts';

export interface NewJobProps {
  projectId: string;
  baseUrl: string;
  /** Null for a role that may not see it. */
  billingHref: string | null;
  data: readonly JobData[];
  bases: readonly TrainableBase[];
  /** Chosen by the link that led here. */
  datasetId: string | null;
  baseModel: string | null;
  /** Settings of a job that is to be done again. */
  settings: Partial<JobForm>;
  /** `acme`, as in the name that the model will get. */
  organizationSlug: string;
}
