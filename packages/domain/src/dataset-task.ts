import type { Task } from './task.ts';

/** What a JSON Lines file is read for when nobody says so, by its first object. */
export function taskOfObject(object: Readonly<Record<string, unknown>>): Task {
  const has = (name: string): boolean => Object.hasOwn(object, name);
  return has('messages') || (has('prompt') && has('completion')) ? 'text-generation' : 'text-classification';
}
