import { note } from '#telemetry';
import { readSecretFile, SecretFileError } from './secret-file.ts';

/** The file that a secret comes from, and what its text must pass. */
export interface SecretOrigin {
  readonly variable: string;
  readonly path: string;
  /** The credential that a text is; throws a `SecretFileError` when it can be none. */
  readonly accept: (text: string) => string;
}

/** A credential. One that comes from a file changes when the file has and it is read again. */
export class Secret {
  readonly #origin: SecretOrigin | undefined;
  #value: string;
  /** What was wrong with the file when it was last read, and has been said. */
  #problem: string | null = null;

  /** Without `origin` it stays what it is. */
  constructor(value: string, origin?: SecretOrigin) {
    this.#value = value;
    this.#origin = origin;
  }

  get value(): string {
    return this.#value;
  }

  get isRenewable(): boolean {
    return this.#origin !== undefined;
  }

  /**
   * Reads its file again, and says whether it holds another credential now. One that cannot be used changes nothing but a
   * line on the standard error stream.
   */
  renew(): boolean {
    if (!this.#origin) return false;
    const { path, accept } = this.#origin;
    try {
      const value = accept(readSecretFile(path));
      this.#problem = null;
      const isOther = value !== this.#value;
      this.#value = value;
      return isOther;
    } catch (error) {
      if (!(error instanceof SecretFileError)) throw error;
      this.#complain(error.message);
      return false;
    }
  }

  /** Once for a problem: every call may meet it. */
  #complain(problem: string): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    note(
      'error',
      'credential-file',
      `The file that ${this.#origin?.variable} names ${problem}: the credential stays the old one.`,
    );
  }
}
