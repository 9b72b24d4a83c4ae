export const faultKinds = ['rate_limit', 'server_error', 'bad_gateway', 'timeout', 'reset'] as const;

export interface Fault {
  kind: (typeof faultKinds)[number];
  /** Before the request does anything, or after its effects are kept. */
  when: 'before' | 'after';
  /** How many matching requests it hits. */
  count: number;
  method: string | null;
  /** The beginning of the path; null: every call of the API. */
  path: string | null;
  /** For `timeout`: how long the connection is held before it is cut. */
  holdMs: number;
}

/** The faults ordered by the control API, in the order of their arrival. */
export class InjectFaults {
  #faults: Fault[] = [];

  add(fault: Fault): void {
    this.#faults.push({ ...fault });
  }

  clear(): void {
    this.#faults = [];
  }

  /** The fault that this request meets, counted down; null when it meets none. */
  take(method: string, path: string): Fault | null {
    const fault = this.#faults.find(
      (entry) =>
        (entry.method === null || entry.method.toLowerCase() === method.toLowerCase()) &&
        (entry.path === null || path.startsWith(entry.path)),
    );
    if (fault === undefined) return null;
    fault.count -= 1;
    if (fault.count <= 0) this.#faults = this.#faults.filter((entry) => entry !== fault);
    return fault;
  }
}
