/** The two ends of a queue: what is pushed comes out of `events` in order, to one reader. */
export interface EventStream<T> {
  push(event: T): void;
  /** Nothing comes after what was pushed. */
  end(): void;
  /** The reader gets what was pushed, then the error. */
  fail(error: unknown): void;
  events: AsyncIterableIterator<T>;
}

interface Reader<T> {
  resolve(result: IteratorResult<T>): void;
  reject(error: unknown): void;
}

export interface StreamListeners {
  /** The reader left before the end, as `break` in a `for await` does. */
  onReturn(): void;
  /** Nothing can be pushed any more, for whatever reason. */
  onClose(): void;
}

export function openEventStream<T>({ onReturn, onClose }: StreamListeners): EventStream<T> {
  const queue: T[] = [];
  const readers: Reader<T>[] = [];
  const done: IteratorResult<T> = { done: true, value: undefined };
  let isClosed = false;
  /** Told once, after the queue. */
  let failure: { error: unknown } | null = null;

  function close(): void {
    isClosed = true;
    for (const reader of readers.splice(0)) settle(reader);
    onClose();
  }

  function settle({ resolve, reject }: Reader<T>): void {
    if (failure === null) resolve(done);
    else reject(failure.error);
    failure = null;
  }

  const events: AsyncIterableIterator<T> = {
    next: () =>
      new Promise((resolve, reject) => {
        const event = queue.shift();
        if (event !== undefined) resolve({ done: false, value: event });
        else if (isClosed) settle({ resolve, reject });
        else readers.push({ resolve, reject });
      }),
    return: () => {
      queue.length = 0;
      failure = null;
      if (!isClosed) {
        close();
        onReturn();
      }
      return Promise.resolve(done);
    },
    [Symbol.asyncIterator]: () => events,
  };
  return {
    push: (event) => {
      if (isClosed) return;
      const reader = readers.shift();
      if (reader === undefined) queue.push(event);
      else reader.resolve({ done: false, value: event });
    },
    end: () => {
      if (!isClosed) close();
    },
    fail: (error) => {
      if (isClosed) return;
      failure = { error };
      close();
    },
    events,
  };
}
