import type { AuditAction } from '@modelmint/domain/audit-action';
import type { Permission } from '@modelmint/domain/roles';

/** Objects of one tenant, that the routes name. */
export interface RouteIds {
  project: string;
  organization: string;
  organizationName: string;
  file: string;
  dataset: string;
  job: string;
  /** One that has not ended. */
  openJob: string;
  /** Rows to answer, and a job that does. */
  batchFile: string;
  inference: string;
  /** Two of the same rows that have ended, and one that has not. */
  evaluation: string;
  /** A data set whose rows are checked. */
  heldOut: string;
  /** Of it. */
  heldOutVersion: string;
  otherEvaluation: string;
  openEvaluation: string;
  model: string;
  /** Tuned models that predict rows of a table, and recommend. */
  table: string;
  recommender: string;
  /** An imported checkpoint that writes text. */
  base: string;
  endpoint: string;
  /** What the owner tried in the playground, and shares. */
  run: string;
  key: string;
  /** Another member of the organization. */
  user: string;
  /** An open one. */
  invitation: string;
  webhook: string;
  /** Of it. */
  delivery: string;
}

export type RouteBody = (ids: RouteIds) => object;

export interface RouteRow {
  /** What a member needs; `operator`, a session alone, or nothing. */
  needs: Permission | 'operator' | 'session' | 'nothing';
  /** What a route that changes something writes into the audit log. `null`: nothing, because `unaudited` says why. */
  audits?: AuditAction | null;
  unaudited?: string;
  body?: RouteBody;
  /** Holds an id, so that another tenant must get 404 for it, like for one that never was. */
  isById?: boolean;
  /** Names something that nobody has. */
  isAbsent?: boolean;
  /** Is there for the one person who made it alone; another owner gets 404. */
  isPersonal?: boolean;
  /** Only reads, and is closed to support all the same: it takes files along, or is of each person alone. */
  refusesSupport?: boolean;
  /** Wants a proof that a table cannot hold, such as a code or a password: 400 for whoever may ask at all. */
  isRefused?: boolean;
}

export type RouteRows = Record<string, RouteRow>;

type Needs = RouteRow['needs'];

export const reads = (needs: Needs): RouteRow => ({ needs });
export const readsOne = (needs: Needs): RouteRow => ({ needs, isById: true });

/** Changes something, and says so in the audit log. */
export const writes = (needs: Needs, audits: AuditAction, body?: RouteBody): RouteRow => ({
  needs,
  audits,
  ...(body === undefined ? {} : { body }),
});
export const writesOne = (needs: Needs, audits: AuditAction, body?: RouteBody): RouteRow => ({
  ...writes(needs, audits, body),
  isById: true,
});

/** A POST that changes nothing which the audit log would name. */
export const asks = (needs: Needs, unaudited: string, body?: RouteBody): RouteRow => ({
  needs,
  audits: null,
  unaudited,
  ...(body === undefined ? {} : { body }),
});
export const asksOne = (needs: Needs, unaudited: string, body?: RouteBody): RouteRow => ({
  ...asks(needs, unaudited, body),
  isById: true,
});

/** Each call has a row of its own with its price. */
export const callsModel = (body: RouteBody): RouteRow => asksOne('model.call', 'a metered call', body);
