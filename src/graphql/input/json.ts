import { ExactNumber, isPlainText } from '#normalise';

/** What one JSON value of a caller may hold: what backends take is a flat object of a few dozen entries. */
const MOST_ENTRIES = 1000;
const MOST_LEVELS = 16;
const MOST_BYTES = 64 * 1024;

/** What is wrong with a JSON value, and where in it. */
interface JsonProblem {
  readonly expected: string;
  readonly path: readonly string[];
}

const TEXT = 'text without control characters and without half characters';

/** The first thing that is wrong with a JSON value that a caller sent; `null` when nothing is. */
export function jsonProblem(value: unknown): JsonProblem | null {
  return new Inspection().problemIn(value, []);
}

class Inspection {
  #entries = 0;
  #bytes = 0;

  problemIn(value: unknown, path: JsonProblem['path']): JsonProblem | null {
    if (typeof value === 'string') return this.#problemOfText(value, path);
    if (value instanceof ExactNumber) return this.#problemOfText(value.source, path);
    if (typeof value !== 'object' || value === null) return null;
    if (path.length === MOST_LEVELS) return { expected: `at most ${MOST_LEVELS} levels`, path };
    for (const [name, inner] of Object.entries(value)) {
      const problem = this.#problemOfEntry(name, inner, path);
      if (problem) return problem;
    }
    return null;
  }

  #problemOfEntry(name: string, inner: unknown, outer: JsonProblem['path']): JsonProblem | null {
    const problem = this.#problemOfText(name, outer);
    if (problem) return problem;
    this.#entries += 1;
    const path = [...outer, name];
    if (this.#entries > MOST_ENTRIES) return { expected: `at most ${MOST_ENTRIES} entries`, path };
    return this.problemIn(inner, path);
  }

  #problemOfText(text: string, path: JsonProblem['path']): JsonProblem | null {
    this.#bytes += Buffer.byteLength(text);
    if (this.#bytes > MOST_BYTES) return { expected: `at most ${MOST_BYTES} bytes of text`, path };
    return isPlainText(text) ? null : { expected: TEXT, path };
  }
}
