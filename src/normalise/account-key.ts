import type { Backend } from '#schema';

/** What identifies an account: unique in the registry. `scope` is `''` where the backend has none. */
export interface AccountKey {
  readonly backend: Backend;
  readonly scope: string;
  /** The backend's identifier, exactly as it writes it. */
  readonly ref: string;
}

/** One setting that makes a backend this one and no other: an address that is called, or the tenant there. */
export interface BindingPart {
  readonly backend: Backend;
  /** The environment variable that says it. */
  readonly variable: string;
  /** Normalised, so that two spellings of one address are equal. Holds no credential, and is kept as a keyed hash. */
  readonly value: string;
  /** What may be kept and shown of it; `null` when it is only to be compared. */
  readonly shown: string | null;
}

/** Other identifiers by which an account can be looked up, by scheme; several accounts may share one. */
export type Aliases = Readonly<Record<string, string>>;

/** What a backend tells of them: `null`, that there is none any more. Of a scheme that is left out it says nothing. */
export type ReportedAliases = Readonly<Record<string, string | null>>;

/** In UTF-16 units. No vendor's document states a maximum; an index entry of PostgreSQL holds 2,700 bytes. */
export const LONGEST_IDENTIFIER = 512;

/** PostgreSQL's text holds no NUL, UTF-8 no half of a surrogate pair, and an index no text of any length. */
export const isKeepable = (text: string): boolean =>
  text.length <= LONGEST_IDENTIFIER && !text.includes('\0') && text.isWellFormed();

/** Whether a text can be a backend's opaque identifier: not blank, and one that can be kept. */
export const isIdentifier = (text: string): boolean => text.trim() !== '' && isKeepable(text);

/**
 * Whether a text can be an identifier that somebody tells us. One that differs from another in what nobody sees (white
 * space at its ends, control and format characters) would be another record's, and look the same.
 */
export const isPlainIdentifier = (text: string): boolean =>
  isIdentifier(text) && text.trim() === text && !UNSEEN.test(text);

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** How an account is looked up: by its key, or by an alias such as `thirdPartyUserId`. */
export type Lookup =
  | ({ readonly by: 'key' } & AccountKey)
  | {
      readonly by: 'alias';
      readonly backend: Backend;
      readonly scheme: string;
      readonly value: string;
    };

/** A backend's record of one person under the backend's own field names. */
export type WireRecord = Readonly<Record<string, unknown>>;
