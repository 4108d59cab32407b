import type { TrustedDocuments } from '#access';
import { RefusedRequest, invalid } from './refusals.ts';
import type { Refusal } from './refusals.ts';

/** What a request asks for, as its body or its URL has it. */
export interface AskedDocument {
  /** With its question mark; empty when there is none. */
  readonly search: string;
  /** `undefined` for a GET. */
  readonly body: unknown;
}

/** A text would be refused as well: a client that was told of an unknown id would only send it. */
const UNTRUSTED: Refusal = {
  status: 400,
  code: 'UNTRUSTED_DOCUMENT',
  message:
    'Only the documents that the operator has listed are executed, and this is none of them. Send the id or the text of one that stands in the manifest of TRUSTED_DOCUMENTS.',
};
const UNKNOWN_ID: Refusal = {
  status: 400,
  code: 'PERSISTED_QUERY_NOT_FOUND',
  message: 'No document has this id: send its text as query.',
};
const NO_ID = invalid(400, 'documentId must be the id of a document, as a text, and stand once.');
const TWO_DOCUMENTS = invalid(
  400,
  'documentId is the id of another document than query: send one of them.',
);

/**
 * Puts the text of a trusted document in the place of its id: `documentId` (GraphQL over HTTP, appendix A), or
 * `extensions.persistedQuery.sha256Hash`, as Apollo's clients send it. An id that is not listed is left to Apollo's automatic
 * persisted queries. In the mode `only` a document that is not listed goes no further than this; no document has been parsed.
 * @throws RefusedRequest
 */
export function withTrustedDocument(
  trusted: TrustedDocuments | null,
  asked: AskedDocument,
): AskedDocument {
  if (asked.body === undefined) return inSearch(trusted, asked);
  const { body } = asked;
  // Apollo refuses anything else without a look inside.
  if (!isObject(body)) return asked;
  const text = resolve(trusted, body);
  return text === null ? asked : { ...asked, body: withText(body, text) };
}

type Fields = Readonly<Record<string, unknown>>;

function inSearch(trusted: TrustedDocuments | null, asked: AskedDocument): AskedDocument {
  const parameters = new URLSearchParams(asked.search);
  // Of each of these Apollo takes one, and refuses more.
  if (parameters.getAll('documentId').length > 1) throw new RefusedRequest(NO_ID);
  const extensions = objectIn(parameters.get('extensions'));
  const text = resolve(trusted, {
    query: parameters.get('query'),
    documentId: parameters.get('documentId'),
    extensions,
  });
  if (text === null) return asked;
  parameters.delete('documentId');
  parameters.set('query', text);
  const rest = withoutHash(extensions);
  if (rest) parameters.set('extensions', JSON.stringify(rest));
  else parameters.delete('extensions');
  return { ...asked, search: `?${parameters.toString()}` };
}

/** The text of the document that is to be executed in place of its id; `null` leaves the request as it is. */
function resolve(trusted: TrustedDocuments | null, fields: Fields): string | null {
  const { query } = fields;
  const documentId = idIn(fields['documentId']);
  const isSent = typeof query === 'string' && query !== '';
  const id = documentId ?? hashIn(fields['extensions']);
  const text = id === null ? undefined : trusted?.textOf(id);
  if (text !== undefined && (!isSent || query === text)) return text;
  if (text !== undefined && documentId !== null) throw new RefusedRequest(TWO_DOCUMENTS);
  if (trusted?.mode === 'only' && !(isSent && trusted.has(query))) {
    throw new RefusedRequest(UNTRUSTED);
  }
  if (documentId !== null && !isSent) throw new RefusedRequest(UNKNOWN_ID);
  return null;
}

function idIn(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw new RefusedRequest(NO_ID);
  return value;
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function hashIn(extensions: unknown): string | null {
  const persisted = isObject(extensions) ? extensions['persistedQuery'] : null;
  const hash = isObject(persisted) && persisted['version'] === 1 ? persisted['sha256Hash'] : null;
  return typeof hash === 'string' && hash !== '' ? hash : null;
}

/** `null` for what is no JSON of an object, which Apollo refuses. */
function objectIn(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Without the id, for which the text stands. */
function withText(fields: Fields, query: string): Fields {
  const { extensions = null } = fields;
  return {
    ...fields,
    documentId: undefined,
    query,
    extensions: isObject(extensions) ? withoutHash(extensions) : extensions,
  };
}

/** What is left of the extensions; the text stands for the hash. `null` when nothing is. */
function withoutHash(extensions: unknown): Fields | null {
  if (!isObject(extensions)) return null;
  const rest = Object.entries(extensions).filter(([name]) => name !== 'persistedQuery');
  return rest.length > 0 ? Object.fromEntries(rest) : null;
}
