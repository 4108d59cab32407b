import { unwatchFile, watchFile } from 'node:fs';
import { ConfigError } from '#errors';
import { note } from '#telemetry';
import { EVERY_SCOPE, UNLIMITED } from './caller.ts';
import type { Caller } from './caller.ts';
import { parseCallers } from './callers-file.ts';
import type { CallersByDigest } from './callers-file.ts';
import { digestOf } from './keys.ts';
import { readNamedFile, unusableFile } from './named-file.ts';

export interface KeySettings {
  /** The path of `CALLERS_FILE`; `null` without one. */
  readonly file: string | null;
  /** Those of `API_KEYS`. */
  readonly keys: readonly string[];
}

/** How often the file is looked at. */
const LOOK_MS = 1000;

/** Told that others may call from now on, in words without a name. */
export type OnCallersChanged = (what: string) => void;

/**
 * The callers that have keys. The file is read again when it changes, also when a link in its path leads elsewhere: a
 * secret store renews it so. One that cannot be used changes nothing, and the log says what is wrong.
 */
export class KeyCallers {
  readonly #fixed: CallersByDigest;
  readonly #file: string | null;
  readonly #onChange: OnCallersChanged;
  #text = '';
  #listed: CallersByDigest = new Map();

  /** @throws ConfigError when the file cannot be used */
  constructor({ file, keys }: KeySettings, onChange: OnCallersChanged) {
    this.#onChange = onChange;
    this.#file = file;
    this.#fixed = new Map(keys.map((key, index) => [digestOf(key), keyCaller(index + 1)]));
    if (file === null) return;
    this.#text = readNamedFile('CALLERS_FILE', file);
    this.#listed = callersIn(this.#text);
    // Looks at the path, whatever a rename or a link puts there; events of the file system belong to one file.
    watchFile(file, { interval: LOOK_MS, persistent: false }, this.#look);
  }

  /** What a key that nobody has costs is a hash and a look at a map: what is compared is a hash, and tells nothing. */
  of(key: string): Caller | null {
    const digest = digestOf(key);
    return this.#listed.get(digest) ?? this.#fixed.get(digest) ?? null;
  }

  close(): void {
    if (this.#file !== null) unwatchFile(this.#file, this.#look);
  }

  readonly #look = (): void => {
    if (this.#file === null) return;
    try {
      const text = readNamedFile('CALLERS_FILE', this.#file);
      if (text === this.#text) return;
      const callers = callersIn(text);
      this.#onChange(differenceOf(this.#listed, callers));
      this.#listed = callers;
      this.#text = text;
      note(
        'info',
        'callers',
        'CALLERS_FILE was read again: it holds for whoever calls from now on.',
      );
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      note('error', 'callers', `${error.message} Those who could call before still can.`);
    }
  };
}

const keyCaller = (number: number): Caller => ({
  name: `key-${number}`,
  scopes: EVERY_SCOPE,
  corporations: null,
  limits: UNLIMITED,
});

function callersIn(text: string): CallersByDigest {
  try {
    return parseCallers(text);
  } catch (error) {
    if (error instanceof ConfigError) throw unusable(error.message, error);
    throw error;
  }
}

const unusable = (what: string, cause: unknown): ConfigError =>
  unusableFile('CALLERS_FILE', what, cause);

/** How many of the callers are new, gone or changed. */
function differenceOf(before: CallersByDigest, after: CallersByDigest): string {
  const textsOf = (callers: CallersByDigest): ReadonlyMap<string, string> =>
    new Map(
      [...callers].map(([digest, caller]) => [
        caller.name,
        JSON.stringify([digest, caller, [...caller.scopes], [...(caller.corporations ?? [])]]),
      ]),
    );
  const [old, now] = [textsOf(before), textsOf(after)];
  const came = [...now.keys()].filter((name) => !old.has(name)).length;
  const went = [...old.keys()].filter((name) => !now.has(name)).length;
  const changed = [...now].filter(([name, text]) => old.has(name) && old.get(name) !== text).length;
  return `${came} came, ${went} went, ${changed} changed`;
}
