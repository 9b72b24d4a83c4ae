import { z } from 'zod';

/** The PostgreSQL channel on which transactions say what they changed. */
export const rowChannel = 'modelmint_rows';

/** "This row has changed": whoever shows it reads it again. Never carries data of the row. */
export const RowEvent = z.object({
  organizationId: z.string(),
  /** null for what belongs to the whole organization, such as its wallet. */
  projectId: z.string().nullable(),
  kind: z.enum([
    'file',
    'dataset',
    'job',
    'inference',
    'evaluation',
    'model',
    'base_model',
    'endpoint',
    'usage',
    'wallet',
    'member',
    'notification',
    'webhook',
    'api_key',
    'project',
    'organization',
    'support',
  ]),
  id: z.string(),
});
export type RowEvent = z.infer<typeof RowEvent>;
