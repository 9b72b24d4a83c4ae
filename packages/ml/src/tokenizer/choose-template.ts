import type { JsonObject } from '../checkpoint/read-json-object.ts';
import type { Template, TemplateItem } from './post-processor.ts';
import type { SpecialIds } from './special-ids.ts';

/**
 * `add_bos_token` and `add_eos_token` of `tokenizer_config.json`, where given, overrule the post-processor of
 * `tokenizer.json` (`update_post_processor` of transformers 5).
 */
export function chooseTemplate(template: Template, config: JsonObject, special: SpecialIds): Template {
  if (!('add_bos_token' in config) && !('add_eos_token' in config)) return template;
  const bos = config.add_bos_token === true && special.bosId !== null ? [special.bosId] : [];
  const eos = config.add_eos_token === true && special.eosId !== null ? [special.eosId] : [];
  const around = (item: TemplateItem) => [...bos, item, ...eos];
  return { single: around('A'), pair: [...around('A'), ...around('B')] };
}
