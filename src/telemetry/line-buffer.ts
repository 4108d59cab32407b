import type { DestinationStream } from 'pino';

/** Lines are written together, since each write to a pipe or a file is a call of the system. */
const FLUSH_MS = 50;
const MOST_BYTES = 32 * 1024;
/** No character of a text is more bytes in UTF-8 than these, for each of its UTF-16 units. */
const BYTES_PER_UNIT = 3;

/** Writes bytes, which are not to be changed until it calls back. */
type Write = (bytes: Uint8Array, written: () => void) => unknown;

/**
 * Gathers lines for the standard error stream for a moment, as bytes: what is joined as text is taken apart again where it
 * is written. A stream of its own would end the process when nobody reads it any more; errors of the standard one are taken
 * care of.
 */
export class LineBuffer implements DestinationStream {
  readonly #write: Write;
  #bytes = Buffer.allocUnsafeSlow(MOST_BYTES);
  /** One that was written. */
  #spare: Buffer<ArrayBuffer> | null = null;
  #length = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(write: Write) {
    this.#write = write;
  }

  write(line: string): void {
    if (this.#reserve(line.length * BYTES_PER_UNIT)) {
      this.#length += this.#bytes.write(line, this.#length);
    } else this.#write(Buffer.from(line), () => undefined);
  }

  /** The same for a line of which every character is ASCII. */
  writeAscii(line: string): void {
    if (this.#reserve(line.length)) this.#length += this.#bytes.write(line, this.#length, 'latin1');
    else this.#write(Buffer.from(line), () => undefined);
  }

  /** Writes what has been gathered. */
  readonly flush = (): void => {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#length === 0) return;
    const gathered = this.#bytes;
    const length = this.#length;
    this.#bytes = this.#spare ?? Buffer.allocUnsafeSlow(MOST_BYTES);
    this.#spare = null;
    this.#length = 0;
    this.#write(gathered.subarray(0, length), () => (this.#spare = gathered));
  };

  /** Makes room for so many bytes; `false` when there is too little even so. */
  #reserve(bytes: number): boolean {
    if (this.#length + bytes > MOST_BYTES) this.flush();
    if (bytes > MOST_BYTES) return false;
    this.#timer ??= setTimeout(this.flush, FLUSH_MS).unref();
    return true;
  }
}
