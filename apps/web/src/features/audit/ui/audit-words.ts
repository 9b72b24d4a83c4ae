import type { MessageKey, Translate } from '../../../i18n/translate.ts';
import type { ActorView } from '../server/audit-view.ts';

/** What was done: `Deleted a file`. An act that has no words yet is named as the exports name it. */
export function actionWords(t: Translate<'audit'>, action: string): string {
  const key = `action.${action.replaceAll('.', '_')}` as MessageKey<'audit'>;
  return t.has(key) ? t(`action.${action.replaceAll('.', '_')}` as MessageKey<'audit'>) : action;
}

/** Who did it, in the language of whoever reads. */
export function actorWords(
  t: Translate<'audit'>,
  { kind, name, detail, isKnown }: ActorView,
): { name: string; detail: string | null } {
  if (kind === 'operator') return { name: t('actor.operator'), detail };
  if (kind === 'support') return { name: t('actor.support'), detail };
  if (kind === 'api_key')
    return isKnown
      ? { name, detail: t('actor.keyDetail', { last4: detail?.slice(-4) ?? '' }) }
      : { name: t('actor.key'), detail };
  return { name: kind === 'user' && !isKnown ? t('actor.deleted') : name, detail };
}
