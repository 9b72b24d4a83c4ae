/** What the API calls groups without a name of their own. */
export const unnamedGroups = {
  noKey: 'No key (from this site)',
  notKnown: 'Not known',
  deleted: 'A deleted account',
} as const;
