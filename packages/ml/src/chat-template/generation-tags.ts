const tag = /\{%([-+]?)\s*(end)?generation\s*([-+]?)%\}/g;

/** True for a template that says itself what the assistant's part is, with `{% generation %}` blocks. */
export function hasGenerationTags(template: string): boolean {
  return template.search(tag) >= 0;
}

/**
 * The library does not know `{% generation %}` … `{% endgeneration %}` (an extension of transformers): they become
 * `if` blocks with the variables `generation_start` and `generation_end` inside. The second `if` of each keeps
 * the tag's own control of the white space after it.
 */
export function replaceGenerationTags(template: string): string {
  return template.replace(tag, (_, left: string, end: string | undefined, right: string) =>
    end === undefined
      ? `{%${left} if true %}{{ generation_start }}{% if true ${right}%}`
      : `{%${left} endif %}{{ generation_end }}{% endif ${right}%}`,
  );
}
