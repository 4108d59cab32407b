/** Why calls are aborted: made once, since an `AbortError` with its stack for every request costs more than the abort. */
const OVER = 'The operation is over.';

/** How long one operation may take. It is over when its time has passed, it was answered, or its caller went away. */
export class Deadline {
  /** On the clock of `performance.now()`. */
  readonly at: number;
  #controller: AbortController | null = null;
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  constructor(milliseconds: number) {
    this.at = performance.now() + milliseconds;
  }

  /** Aborts when the operation is over. Made for the first call, since an answer without one needs no timer. */
  get signal(): AbortSignal {
    return (this.#controller ?? this.#start()).signal;
  }

  end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#controller?.abort(OVER);
  }

  #start(): AbortController {
    const controller = new AbortController();
    this.#controller = controller;
    if (this.#over) controller.abort(OVER);
    else this.#timer = setTimeout(() => controller.abort(OVER), this.at - performance.now());
    return controller;
  }
}
