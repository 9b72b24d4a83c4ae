import { AppError } from '@modelmint/domain/errors';
import { replaceGenerationTags } from './generation-tags.ts';
import { type JinjaNode, jinja } from './jinja.ts';

/** The longest of the well-known ones has 20,000 characters. */
const lengthMax = 256_000;
const keptMax = 16;
const kept = new Map<string, JinjaNode>();

/** @throws AppError `invalid_file` when the template is too long or no Jinja. */
export function parseTemplate(template: string): JinjaNode {
  const known = kept.get(template);
  if (known !== undefined) return known;
  if (template.length > lengthMax) {
    throw new AppError(
      'invalid_file',
      `The chat template has ${template.length} characters; the limit is ${lengthMax}.`,
    );
  }
  let parsed: JinjaNode;
  try {
    parsed = jinja.parse(jinja.tokenize(replaceGenerationTags(template), { lstrip_blocks: true, trim_blocks: true }));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('invalid_file', `The chat template is not valid Jinja: ${why.slice(0, 300)}`, { cause });
  }
  if (kept.size === keptMax) kept.clear();
  kept.set(template, parsed);
  return parsed;
}
