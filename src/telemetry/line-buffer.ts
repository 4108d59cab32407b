import type { DestinationStream } from 'pino';

/** Lines are written together, since each write to a pipe or a file is a call of the system. */
const FLUSH_MS = 50;
const MOST_CHARACTERS = 32 * 1024;

/**
 * Gathers lines for the standard error stream for a moment. A stream of its own would end the process when nobody reads
 * it any more; errors of the standard one are taken care of.
 */
export class LineBuffer implements DestinationStream {
  readonly #write: (text: string) => unknown;
  #text = '';
  #timer: NodeJS.Timeout | null = null;

  constructor(write: (text: string) => unknown) {
    this.#write = write;
  }

  write(line: string): void {
    this.#text += line;
    if (this.#text.length > MOST_CHARACTERS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS).unref();
  }

  /** Writes what has been gathered. */
  readonly flush = (): void => {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const text = this.#text;
    this.#text = '';
    if (text !== '') this.#write(text);
  };
}
