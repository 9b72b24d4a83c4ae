/** What the server said when it refused or failed: the error envelope and the id of the request. */
export class ApiProblem extends Error {
  readonly code: string;
  /** The field at fault, as the API names it. */
  readonly param: string | null;
  readonly requestId: string | null;
  /** 0 when there was no answer. */
  readonly status: number;

  constructor(message: string, { code, param, requestId, status }: Omit<ApiProblem, keyof Error>) {
    super(message);
    this.name = 'ApiProblem';
    this.code = code;
    this.param = param;
    this.requestId = requestId;
    this.status = status;
  }

  /** Any rejection as a problem that can be shown. */
  static from(error: unknown): ApiProblem {
    if (error instanceof ApiProblem) return error;
    // i18n-ignore: in problems.json
    const message = error instanceof Error ? error.message : 'This did not work.';
    return new ApiProblem(message, { code: 'internal_error', param: null, requestId: null, status: 0 });
  }
}
