import { readFileSync } from 'node:fs';
import type { Document } from 'openapi-backend';
import { parse } from 'yaml';

/** One vendor's OpenAPI 3.1 document, as `openapi.yaml` in its folder writes it: references are not resolved. */
export type OpenApiDocument = Document;

const documents = new Map<string, OpenApiDocument>();

/**
 * Reads a document that is part of this project, once for a process, and freezes it: whoever is given it shares it.
 * Throws when the file is not there.
 */
export const loadDocument = (file: URL): OpenApiDocument => {
  const known = documents.get(file.href);
  if (known) return known;
  // The cast trusts our own file; every part that is used is compiled when it is first used and fails there when wrong.
  const document = frozen(parse(readFileSync(file, 'utf8')) as OpenApiDocument);
  documents.set(file.href, document);
  return document;
};

const frozen = <T extends object>(value: T): T => {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) frozen(part);
  }
  return Object.freeze(value);
};
