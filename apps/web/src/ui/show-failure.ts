import { ApiProblem } from './api-problem.ts';
import { showToast } from './toast.ts';

/** For a deed without a place of its own for its problem: what has failed, why, and the id of the request. */
export function showFailure(title: string, error: unknown): void {
  const { message, requestId } = ApiProblem.from(error);
  showToast({ tone: 'danger', title, detail: message, requestId });
}
