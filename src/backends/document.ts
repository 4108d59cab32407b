import { readFileSync } from 'node:fs';
import type { Document } from 'openapi-backend';
import { parse } from 'yaml';

/** One vendor's OpenAPI 3.1 document, as `openapi.yaml` in its folder writes it: references are not resolved. */
export type OpenApiDocument = Document;

/** Reads a document that is part of this project; called once at start. Throws when the file is not there. */
export const loadDocument = (file: URL): OpenApiDocument =>
  // The cast trusts our own file; every part that is used is compiled at start and fails there when it is wrong.
  parse(readFileSync(file, 'utf8')) as OpenApiDocument;
