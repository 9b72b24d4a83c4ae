import { translateDatabaseError } from './database-error.ts';
import type { Plan } from './generated/client.ts';
import type { Database } from './open-database.ts';

/** The plans for everybody, the smallest first. */
export async function listPlans(db: Database): Promise<Plan[]> {
  try {
    return await db.app.plan.findMany({ orderBy: { position: 'asc' } });
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
