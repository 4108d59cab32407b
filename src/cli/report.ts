/**
 * Says of an error that nobody expected where it came from: its kind and the frames of its stack. Its message stays
 * untold, since it may hold what a caller or a vendor sent.
 */
export function report(error: unknown): void {
  complain(
    `Something went wrong that Facet did not expect (${kindOf(error)}):\n${framesOf(error)}`,
  );
}

/** One line, or several, on the standard error stream. */
export const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** One line on the standard output stream. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A class's name is ours or a library's; what else somebody put there may be anything. */
const kindOf = (error: unknown): string =>
  error instanceof Error && /^\w{1,60}$/.test(error.name) ? error.name : typeof error;

const FRAME = /^ {4}at .+$/;

/** The message stands ahead of the frames, may have lines of its own, and one of these may look like a frame. */
function framesOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { stack = '', message } = error;
  const start = message === '' ? -1 : stack.indexOf(message);
  const rest = start === -1 ? stack : stack.slice(start + message.length);
  return rest
    .split('\n')
    .filter((line) => FRAME.test(line))
    .join('\n');
}
