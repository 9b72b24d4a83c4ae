export interface ToastOptions {
  tone?: 'success' | 'danger' | 'info';
  /** What happened: `Endpoint repointed`. */
  title: string;
  detail?: string;
  /** Of what has failed. */
  requestId?: string | null;
  undo?: () => void;
}

type Take = (toast: ToastOptions) => void;

/** Said before the corner was there. */
const waiting: ToastOptions[] = [];
let take: Take | null = null;
let isWanted = false;
const listeners = new Set<() => void>();

/** The result of an action, 6 s at the bottom right; errors stay until dismissed. Never the only copy of a message. */
export function showToast(toast: ToastOptions): void {
  if (take !== null) {
    take(toast);
    return;
  }
  waiting.push(toast);
  isWanted = true;
  for (const listener of listeners) listener();
}

/** Who shows toasts takes them over, those that wait first. Returns the way to stop. */
export function takeToasts(taker: Take): () => void {
  take = taker;
  for (const toast of waiting.splice(0)) taker(toast);
  return () => {
    take = null;
  };
}

/** Hears of the first one. */
export function listenForToasts(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

export function hasToasts(): boolean {
  return isWanted;
}
