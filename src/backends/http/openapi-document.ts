import { readFileSync } from 'node:fs';
import type { Document } from 'openapi-backend';

/**
 * One vendor's OpenAPI 3.1 document, as `openapi.yaml` in its folder writes it and `openapi.json` says it again. A response
 * that stands among the components is in its operation too; other references are not resolved.
 */
export type OpenApiDocument = Document;

const documents = new Map<string, OpenApiDocument>();

/**
 * Reads a document in JSON that is part of this project, once for a process, and freezes it: whoever is given it shares it.
 * Throws when the file is not there.
 */
export const loadDocument = (file: URL): OpenApiDocument => {
  const known = documents.get(file.href);
  if (known) return known;
  // The cast trusts our own file; every part that is used is compiled when it is first used and fails there when wrong.
  const document = frozen(withResponses(JSON.parse(readFileSync(file, 'utf8')) as OpenApiDocument));
  documents.set(file.href, document);
  return document;
};

/** Puts responses that operations refer to into them: whoever looks for an operation's response finds it in one place. */
const withResponses = (document: OpenApiDocument): OpenApiDocument => {
  for (const operation of Object.values(document.paths ?? {}).flatMap(partsOf)) {
    const { responses } = operation;
    if (!isJson(responses)) continue;
    operation['responses'] = Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [status, resolved(response, document)]),
    );
  }
  return document;
};

/** Throws when the document has no such place. */
const resolved = (part: unknown, document: OpenApiDocument): unknown => {
  if (!isJson(part) || typeof part['$ref'] !== 'string') return part;
  const { $ref: reference } = part;
  const [root, ...keys] = reference.split('/').map(unescaped);
  const target = keys.reduce<unknown>((at, key) => (isJson(at) ? at[key] : undefined), document);
  if (root !== '#' || !isJson(target)) {
    throw new Error(`The OpenAPI document refers to ${reference}, which it does not have.`);
  }
  return target;
};

/** JSON pointer (RFC 6901, section 4). */
const unescaped = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');

const partsOf = (item: unknown): readonly Record<string, unknown>[] =>
  isJson(item) ? Object.values(item).filter(isJson) : [];

const isJson = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const frozen = <T extends object>(value: T): T => {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) frozen(part);
  }
  return Object.freeze(value);
};
