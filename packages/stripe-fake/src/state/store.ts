import { mkdirSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { emptyState, type FakeState } from './fake-state.ts';

/** Keeps the state in one JSON file that is whole at any moment; without a file it lives in memory only. */
export class Store {
  readonly #file: string | null;
  #state: FakeState;
  #writing: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(file: string | null) {
    this.#file = file === null ? null : path.resolve(file);
    if (this.#file !== null) mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    this.#state = this.#file === null ? emptyState() : readState(this.#file);
  }

  get state(): FakeState {
    return this.#state;
  }

  clear(): void {
    this.#state = emptyState();
  }

  /** Resolves when everything changed before this call is on the disk. Calls made during a write share the next one. */
  save(): Promise<void> {
    if (this.#file === null) return Promise.resolve();
    if (this.#writing === null) return this.#start(this.#file);
    this.#next ??= this.#writing.then(
      () => this.#followUp(),
      () => this.#followUp(),
    );
    return this.#next;
  }

  #followUp(): Promise<void> {
    this.#next = null;
    return this.save();
  }

  #start(file: string): Promise<void> {
    const write = writeState(file, JSON.stringify(this.#state)).finally(() => {
      this.#writing = null;
    });
    this.#writing = write;
    return write;
  }
}

async function writeState(file: string, text: string): Promise<void> {
  const next = `${file}.next`;
  const handle = await open(next, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
}

function readState(file: string): FakeState {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return emptyState();
    throw error;
  }
  const state = parseState(text);
  if (state?.version !== 1)
    throw new Error(`${file} is not a state of the simulated Stripe. Move it away to start anew.`);
  return { ...emptyState(), ...state };
}

function parseState(text: string): FakeState | null {
  try {
    return JSON.parse(text) as FakeState;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
