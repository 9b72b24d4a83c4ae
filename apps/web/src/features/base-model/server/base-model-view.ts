import type { BaseModel } from '@modelmint/db/generated/client';
import { BaseModelSource, CheckpointFacts } from '@modelmint/domain/base-model';
import type { Micros } from '@modelmint/domain/money';

/** Where a checkpoint came from, as far as everybody may know it: the folders of the platform are its own matter. */
export type BaseModelOrigin = { kind: 'folder' } | Exclude<BaseModelSource, { kind: 'folder' }>;

/** An imported checkpoint as the pages show it. */
export interface BaseModelView {
  id: string;
  /** What calls and jobs name. */
  name: string;
  /** Everybody's: only the operator deletes it. */
  isShared: boolean;
  status: BaseModel['status'];
  /** 0 to 1 while IMPORTING. */
  progress: number;
  /** Why it is FAILED. */
  reason: string | null;
  origin: BaseModelOrigin | null;
  /** Null until READY. */
  facts: CheckpointFacts | null;
  sizeBytes: number;
  /** Per 1,000,000 tokens; null where it cannot be trained, or called, or where nobody has set a price. */
  trainingMicros: Micros | null;
  callingMicros: Micros | null;
  createdAt: Date;
  finishedAt: Date | null;
}

export type BaseModelPrices = Pick<BaseModelView, 'trainingMicros' | 'callingMicros'>;

export function toBaseModelView(row: BaseModel, prices: BaseModelPrices): BaseModelView {
  const { id, name, status, progress, reason, createdAt, finishedAt } = row;
  return {
    ...{ id, name, status, progress, reason, createdAt, finishedAt, ...prices },
    isShared: row.organizationId === null,
    origin: originOf(row),
    facts: factsOf(row),
    sizeBytes: Number(row.sizeBytes),
  };
}

function originOf({ source }: BaseModel): BaseModelOrigin | null {
  const found = BaseModelSource.safeParse(source);
  if (!found.success) return null;
  return found.data.kind === 'folder' ? { kind: 'folder' } : found.data;
}

/** Null until its import has ended well. */
export function factsOf({ facts }: Pick<BaseModel, 'facts'>): CheckpointFacts | null {
  const found = CheckpointFacts.safeParse(facts);
  return found.success ? found.data : null;
}
