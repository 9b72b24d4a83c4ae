export const themeCookie = 'modelmint.theme';

export type ChosenTheme = 'light' | 'dark' | 'system';

export interface ThemeState {
  chosen: ChosenTheme;
  /** What the server renders; for `system`, what the browser last said it shows. */
  shown: 'light' | 'dark';
}

/** Reads `dark`, `light`, `system.dark` or `system.light`; anything else follows the system, light until it says more. */
export function readTheme(value: string | undefined): ThemeState {
  if (value === 'light' || value === 'dark') return { chosen: value, shown: value };
  return { chosen: 'system', shown: value === 'system.dark' ? 'dark' : 'light' };
}

export function writeTheme({ chosen, shown }: ThemeState): string {
  return chosen === 'system' ? `system.${shown}` : chosen;
}
