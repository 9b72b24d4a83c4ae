import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** What people say of themselves; what is left out stays. */
export interface ProfileChange {
  name?: string | undefined;
  language?: 'en' | 'zh-CN' | undefined;
}

export async function changeProfile(db: Database, userId: string, change: ProfileChange): Promise<void> {
  const { name, language } = change;
  const data = { ...(name === undefined ? {} : { name }), ...(language === undefined ? {} : { language }) };
  await withSystem(db, (tx) => tx.user.update({ where: { id: userId }, data }));
}
