/** An answer that S3 gives instead of what was asked for: an HTTP status and the code in the XML. */
export class MiniS3Fault extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}
