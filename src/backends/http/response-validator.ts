import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenApiDocument } from './openapi-document.ts';

/**
 * Says why the body of a 200 cannot be used, `null` when it can: `` `_data.id` must be string ``. It names the field and
 * what was promised, never the value.
 *
 * An answer is held to its envelope, and a record in it to the fields that its schema lists as `x-identity`. Its other
 * fields stand each for itself: whoever reads one takes it as `unknown`, and one of another type costs itself alone
 * (`response-shape.ts` tells it). Fields that the document does not know are ignored.
 */
export type ResponseValidator = (operation: string, body: unknown) => string | null;

/** Whoever starts several times in a process compiles a document's answers once. */
const known = new WeakMap<OpenApiDocument, Answers>();

/**
 * Judges the answers of a document's operations. The first answer prepares the document, and an operation's first answer
 * compiles its schema, some milliseconds: all of them at start would make each start wait for those that are never called.
 * Throws when a schema is wrong.
 */
export const responseValidator = (document: OpenApiDocument): ResponseValidator => {
  let answers = known.get(document);
  return (operation, body) => {
    if (!answers) known.set(document, (answers = known.get(document) ?? new Answers(document)));
    const validate = answers.of(operation);
    return validate(body) ? null : explain(validate.errors ?? []);
  };
};

class Answers {
  readonly #references: ReadonlyMap<string, string>;
  // `strict` would refuse OpenAPI's own keywords, and no answer of ours depends on a format.
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: OpenApiDocument) {
    this.#references = new Map(referencesIn(document));
    this.#ajv.addSchema(withoutOpenFields(document), 'document');
  }

  of(operation: string): ValidateFunction {
    const compiled = this.#compiled.get(operation);
    if (compiled) return compiled;
    const $ref = this.#references.get(operation);
    if ($ref === undefined) {
      throw new Error(`The OpenAPI document has no answer for ${operation}.`);
    }
    const validate = this.#ajv.compile({ $ref });
    this.#compiled.set(operation, validate);
    return validate;
  }
}

/** The document with records of which only the identity is described. */
const withoutOpenFields = (document: OpenApiDocument): object =>
  // A document is a tree of JSON: what comes back has its shape.
  identityAlone(document) as object;

const identityAlone = (part: unknown): unknown => {
  if (Array.isArray(part)) return part.map(identityAlone);
  if (!isJson(part)) return part;
  const copy = Object.fromEntries(
    Object.entries(part).map(([key, inner]) => [key, identityAlone(inner)]),
  );
  const { 'x-identity': identity, properties, required } = copy;
  if (!Array.isArray(identity) || !isJson(properties)) return copy;
  const kept = Object.entries(properties).filter(([name]) => identity.includes(name));
  const needed = Array.isArray(required) ? required.filter((name) => identity.includes(name)) : [];
  return { ...copy, properties: Object.fromEntries(kept), required: needed };
};

const isJson = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Each operation with where its answer's schema stands. */
function* referencesIn({ paths = {} }: OpenApiDocument): Iterable<readonly [string, string]> {
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods ?? {})) {
      const id = operationId(operation);
      if (id === undefined) continue;
      const pointer = ['paths', path, method, 'responses', '200', 'content', 'application/json'];
      yield [id, `document#/${pointer.map(token).join('/')}/schema`];
    }
  }
}

// A path item also holds what is no operation, such as `parameters`.
const operationId = (operation: unknown): string | undefined =>
  typeof operation === 'object' &&
  operation !== null &&
  'operationId' in operation &&
  typeof operation.operationId === 'string'
    ? operation.operationId
    : undefined;

// Twice: JSON pointer, then URI fragment.
const token = (key: string): string =>
  encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));

const explain = (errors: readonly ErrorObject[]): string => {
  // An `if` only reports that its branch failed; the branch's own error comes first.
  const error = errors.find(({ keyword }) => keyword !== 'if');
  if (!error) return 'it is not what the document promises';
  if (error.keyword === 'required') {
    return `\`${fieldPath(error.instancePath, String(error.params.missingProperty))}\` is missing`;
  }
  return `\`${fieldPath(error.instancePath)}\` ${expectation(error)}`;
};

const expectation = ({ keyword, params, message }: ErrorObject): string =>
  keyword === 'type'
    ? `must be ${[params.type].flat().join(' or ')}`
    : (message ?? 'is not what the document promises');

/** `/_data/emails/0/email` becomes `_data.emails[0].email`, the whole body `body`. */
const fieldPath = (pointer: string, ...below: readonly string[]): string =>
  [...pointer.split('/').slice(1).map(unescapeToken), ...below].reduce(joinPath, '') || 'body';

const unescapeToken = (text: string): string => text.replaceAll('~1', '/').replaceAll('~0', '~');

const joinPath = (path: string, key: string): string => {
  if (/^\d+$/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
};
