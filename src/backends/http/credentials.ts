import type { Secret } from '../configuration/secret.ts';

type Headers = Readonly<Record<string, string>>;

/** The headers that carry a backend's credentials. Asking for them costs a property. */
export class Credentials {
  readonly #secrets: readonly Secret[];
  readonly #make: () => Headers;
  #headers: Headers;

  /** `make` puts the current values of `secrets` into headers; it is called again when one of them has changed. */
  constructor(secrets: readonly (Secret | undefined)[], make: () => Headers) {
    this.#secrets = secrets.filter((secret) => secret?.isRenewable) as readonly Secret[];
    this.#make = make;
    this.#headers = make();
  }

  get headers(): Headers {
    return this.#headers;
  }

  get isRenewable(): boolean {
    return this.#secrets.length > 0;
  }

  /**
   * After `used` were refused: other headers to try, or `null` when there are none. The files are read again unless
   * another call has done so since.
   */
  otherThan(used: Headers): Headers | null {
    if (this.#headers !== used) return this.#headers;
    // Every file is read: a user's name and password change together.
    const changes = this.#secrets.map((secret) => secret.renew());
    if (!changes.includes(true)) return null;
    this.#headers = this.#make();
    return this.#headers;
  }
}
