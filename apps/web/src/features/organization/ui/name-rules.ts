/** As the server judges a name that is shown: one line of visible characters. */
export const nameRules = {
  validate: (name: string) => {
    const trimmed = name.trim();
    if (trimmed === '') return 'Write a name.';
    if (trimmed.length > 80) return `The name has ${trimmed.length} characters; use at most 80.`;
    return /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u.test(trimmed) || 'Use one line of visible characters.';
  },
};
