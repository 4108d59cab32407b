import { close, open } from 'node:fs';
import { devNull } from 'node:os';
import { noteOften } from './event-log.ts';

const INTERVAL_MS = 10_000;
const MESSAGE =
  'The process has no file descriptor left: connections are closed as they come. Raise its limit (ulimit -n).';

/**
 * Opens a file every ten seconds: where a process has no file descriptor left, the system closes connections that come in,
 * and nobody is told.
 */
export class DescriptorWatch {
  readonly #timer = setInterval(look, INTERVAL_MS);

  close(): void {
    clearInterval(this.#timer);
  }
}

function look(): void {
  open(devNull, 'r', (error, descriptor) => {
    if (error?.code === 'EMFILE' || error?.code === 'ENFILE') {
      noteOften('error', 'too-many-files', MESSAGE, { kind: { reason: error.code } });
    }
    if (!error) close(descriptor, () => undefined);
  });
}
