import type { RequestView } from '../server/list-requests.ts';

/** One metered call with the name of what sent it. */
export interface RequestRow extends RequestView {
  /** null: from the playground. */
  keyName: string | null;
}
