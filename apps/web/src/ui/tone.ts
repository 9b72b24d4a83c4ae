export type Tone = 'neutral' | 'success' | 'warning' | 'danger' | 'info';

/** Written out, since Tailwind only finds whole class names. */
export const toneClass: Record<Tone, string> = {
  neutral: 'tone-neutral',
  success: 'tone-success',
  warning: 'tone-warning',
  danger: 'tone-danger',
  info: 'tone-info',
};
