import type { DestinationStream } from 'pino';

/** Lines are written together, since each write to a pipe or a file is a call of the system. */
const FLUSH_MS = 50;
const MOST_BYTES = 32 * 1024;
/** No character of a text is more bytes in UTF-8 than these, for each of its UTF-16 units. */
const BYTES_PER_UNIT = 3;

/**
 * Gathers lines for the standard error stream for a moment, as bytes: what is joined as text is taken apart again where it
 * is written. A stream of its own would end the process when nobody reads it any more; errors of the standard one are taken
 * care of.
 */
export class LineBuffer implements DestinationStream {
  readonly #write: (bytes: Uint8Array) => unknown;
  readonly #bytes = Buffer.allocUnsafeSlow(MOST_BYTES);
  #length = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(write: (bytes: Uint8Array) => unknown) {
    this.#write = write;
  }

  write(line: string): void {
    if (this.#reserve(line.length * BYTES_PER_UNIT)) {
      this.#length += this.#bytes.write(line, this.#length);
    } else this.#write(Buffer.from(line));
  }

  /** The same for a line of which every character is ASCII. */
  writeAscii(line: string): void {
    if (this.#reserve(line.length)) this.#length += this.#bytes.write(line, this.#length, 'latin1');
    else this.#write(Buffer.from(line));
  }

  /** Writes what has been gathered. */
  readonly flush = (): void => {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#length === 0) return;
    // A copy: whoever writes it may not be done with it at once.
    const gathered = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    this.#write(gathered);
  };

  /** Makes room for so many bytes; `false` when there is too little even so. */
  #reserve(bytes: number): boolean {
    if (this.#length + bytes > MOST_BYTES) this.flush();
    if (bytes > MOST_BYTES) return false;
    this.#timer ??= setTimeout(this.flush, FLUSH_MS).unref();
    return true;
  }
}
