/** To the field at fault, as the submit of a form does. */
export function focusFirstProblem(): void {
  const field = document.querySelector<HTMLElement>('main [aria-invalid="true"]');
  field?.focus();
}
