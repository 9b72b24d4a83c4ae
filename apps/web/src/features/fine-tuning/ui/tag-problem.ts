import { JobTag, tagCharactersMax, tagsOfJobMax } from '@modelmint/domain/job-tag';
import type { Translate } from '../../../i18n/translate.ts';

/** Why a job cannot have these tags, or null; the server says the same. */
export function tagProblem(t: Translate<'fineTuning'>, tags: readonly string[]): string | null {
  const wrong = tags.find((tag) => !JobTag.safeParse(tag).success);
  if (wrong !== undefined) return t('tags.problem.wrong', { tag: wrong, max: tagCharactersMax });
  return new Set(tags).size > tagsOfJobMax ? t('tags.problem.many', { max: tagsOfJobMax }) : null;
}
