import { CheckpointFacts } from '@modelmint/domain/base-model';
import { LanguageResult } from '@modelmint/domain/training-metrics';

/** A tuned model has the template of its base; one from nothing has one where it was trained on chats. */
export function hasChatTemplate({ base, metrics }: { base: { facts: unknown } | null; metrics: unknown }): boolean {
  if (base === null) return LanguageResult.safeParse(metrics).data?.hasChatTemplate ?? false;
  return CheckpointFacts.safeParse(base.facts).data?.hasChatTemplate ?? false;
}
