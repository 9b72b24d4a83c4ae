/** What the API asks of a name, said at the field. */
export const nameRules = {
  validate: (name: string) => name.trim() !== '' || 'Give the key a name, such as production.',
  maxLength: { value: 100, message: 'Use at most 100 characters.' },
};
