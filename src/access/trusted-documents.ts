import { z } from 'zod';
import type { ConfigError } from '#errors';
import { readNamedFile, unusableFile } from './named-file.ts';

/** `only`: no other document is executed. `also`: others are, too. */
export const TRUST_MODES = ['only', 'also'] as const;
export type TrustMode = (typeof TRUST_MODES)[number];

export interface TrustSettings {
  /** The path of `TRUSTED_DOCUMENTS`. */
  readonly file: string;
  readonly mode: TrustMode;
}

/** What `@apollo/generate-persisted-query-manifest` writes. */
const APOLLO = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.unknown()),
});
const OPERATION = z.object({ id: z.string().min(1), body: z.string().min(1) });

/** GraphQL over HTTP, appendix A: an id may name how it was made. */
const PREFIX = 'sha256:';

/** The documents that frontends were built with, by their ids. */
export class TrustedDocuments {
  readonly mode: TrustMode;
  readonly #byId: ReadonlyMap<string, string>;
  readonly #texts: ReadonlySet<string>;

  constructor(byId: ReadonlyMap<string, string>, mode: TrustMode) {
    this.mode = mode;
    this.#byId = byId;
    this.#texts = new Set(byId.values());
  }

  /**
   * Reads the manifest of Apollo's generator, or the `persisted-documents.json` of codegen's client preset, which
   * relay-compiler writes as well: an object from ids to documents.
   * @throws ConfigError with one line that names what is wrong with the file
   */
  static read({ file, mode }: TrustSettings): TrustedDocuments {
    const entries = entriesOf(parsed(readNamedFile('TRUSTED_DOCUMENTS', file)));
    if (entries.length === 0) throw unusable('it holds no document');
    const byId = new Map<string, string>();
    for (const [id, text] of entries) {
      if (byId.has(id) && byId.get(id) !== text) throw unusable(`two documents have the id ${id}`);
      byId.set(id, text);
    }
    return new TrustedDocuments(byId, mode);
  }

  /** The text of a document; its id may have a prefix where the manifest has none, and the other way round. */
  textOf(id: string): string | undefined {
    const other = id.startsWith(PREFIX) ? id.slice(PREFIX.length) : PREFIX + id;
    return this.#byId.get(id) ?? this.#byId.get(other);
  }

  /** Whether a text is that of a document, to the letter. */
  has(text: string): boolean {
    return this.#texts.has(text);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unusable('it is no JSON', error);
  }
}

type Entry = readonly [id: string, text: string];

function entriesOf(manifest: unknown): readonly Entry[] {
  const apollo = APOLLO.safeParse(manifest);
  if (apollo.success) {
    return apollo.data.operations.map((row, index): Entry => {
      const { data } = OPERATION.safeParse(row);
      if (!data) throw unusable(`operation number ${index + 1} has no id and body`);
      return [data.id, data.body];
    });
  }
  if (!isObject(manifest) || 'format' in manifest) {
    throw unusable(
      "it is neither version 1 of Apollo's manifest nor an object from ids to documents",
    );
  }
  return Object.entries(manifest).map(([id, text], index): Entry => {
    if (id !== '' && typeof text === 'string' && text !== '') return [id, text];
    throw unusable(`entry number ${index + 1} is no id with the text of a document`);
  });
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unusable = (what: string, cause?: unknown): ConfigError =>
  unusableFile('TRUSTED_DOCUMENTS', what, cause);
