import type { OperatorActor } from '@modelmint/db/audit/record-operator-act';
import type { BaseModel } from '@modelmint/db/generated/client';
import {
  createSharedBaseModel,
  deleteSharedBaseModel as deleteRow,
  listSharedBaseModels as listRows,
} from '@modelmint/db/system/shared-base-models';
import { BaseModelSource, uploadsOf } from '@modelmint/domain/base-model';
import { AppError } from '@modelmint/domain/errors';
import type { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type BaseModelView, toBaseModelView } from './base-model-view.ts';
import { type ImportBaseModel, ringImport } from './import-base-model.ts';

/** What the operator sees of one, its folder too. */
export interface SharedBaseModelView extends BaseModelView {
  source: BaseModelSource | null;
}

/** Everybody's base models, whatever became of their import; the caller has checked that it is the operator who asks. */
export async function listSharedBaseModels(deps: Deps): Promise<SharedBaseModelView[]> {
  return (await listRows(deps.db)).map(toSharedView);
}

export async function importSharedBaseModel(
  deps: Deps,
  { name, source, operator }: z.output<typeof ImportBaseModel> & { operator: OperatorActor },
): Promise<SharedBaseModelView> {
  if (uploadsOf(source).length > 0)
    throw new AppError(
      'invalid_value',
      'An uploaded file belongs to one organization. Name a folder or a repository.',
      {
        param: 'source',
      },
    );
  const row = await createSharedBaseModel(deps.db, { name, source, operator });
  await ringImport(deps, row.id);
  return toSharedView(row);
}

export async function deleteSharedBaseModel(
  deps: Deps,
  asked: { nameOrId: string; operator: OperatorActor },
): Promise<void> {
  await deleteRow(deps.db, asked);
}

/** The console shows no prices: those are in the price book. */
function toSharedView(row: BaseModel): SharedBaseModelView {
  const source = BaseModelSource.safeParse(row.source);
  return {
    ...toBaseModelView(row, { trainingMicros: null, callingMicros: null }),
    source: source.success ? source.data : null,
  };
}
