import type { HttpResponse, RawResponse } from './response.ts';

/** A success of which there is nothing to be told: all that its response was made of, and the response. */
interface Judged {
  readonly operation: string;
  readonly status: number;
  readonly type: unknown;
  readonly encoding: unknown;
  readonly body: Buffer;
  readonly response: HttpResponse;
}

/**
 * What a read was answered last. Most people have not changed since they were last asked for: an answer of the same bytes is
 * the same response, parsed and judged once.
 */
export class LastAnswer {
  readonly #onKept: (bytes: number) => void;
  #last: Judged | null = null;

  /** `onKept` is told how many bytes more are kept from now on. */
  constructor(onKept: (bytes: number) => void) {
    this.#onKept = onKept;
  }

  /** How many the answer has that is kept; 0 when none is. */
  get bytes(): number {
    return this.#last?.body.length ?? 0;
  }

  /** What the same answer was judged to be before; `null` when it is another one. */
  responseTo(operation: string, { status, headers, body }: RawResponse): HttpResponse | null {
    const last = this.#last;
    const isSame =
      last !== null &&
      last.operation === operation &&
      last.status === status &&
      last.type === headers['content-type'] &&
      last.encoding === headers['content-encoding'] &&
      body !== null &&
      last.body.equals(body);
    return isSame ? last.response : null;
  }

  keep(operation: string, { status, headers, body }: RawResponse, response: HttpResponse): void {
    if (body === null) return;
    const [type, encoding] = [headers['content-type'], headers['content-encoding']];
    this.#onKept(body.length - this.bytes);
    this.#last = { operation, status, type, encoding, body, response };
  }
}
