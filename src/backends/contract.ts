import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenApiDocument } from './document.ts';

/**
 * Says what is wrong with the body of a 200, `null` when nothing is: `` `_data.dob` must be integer or null ``.
 * It names the field and what was promised, never the value. Fields that the document does not know are ignored.
 */
export type AnswerValidator = (operation: string, body: unknown) => string | null;

/** Compiling costs more than all else at start: whoever starts several times in a process does it once. */
const compiled = new WeakMap<OpenApiDocument, Map<string, ValidateFunction>>();

/** Compiles the answers of all operations of a document, once. Throws when a schema is wrong. */
export const answerValidator = (document: OpenApiDocument): AnswerValidator => {
  const validators = compiled.get(document) ?? compileAnswers(document);
  compiled.set(document, validators);
  return (operation, body) => {
    const validate = validators.get(operation);
    if (!validate) throw new Error(`The OpenAPI document has no answer for ${operation}.`);
    return validate(body) ? null : explain(validate.errors ?? []);
  };
};

const compileAnswers = (document: OpenApiDocument): Map<string, ValidateFunction> => {
  // `strict` would refuse OpenAPI's own keywords, and no answer of ours depends on a format.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false });
  ajv.addSchema(document, 'document');
  const validators = new Map<string, ValidateFunction>();
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(methods ?? {})) {
      const id = operationId(operation);
      if (id === undefined) continue;
      const pointer = ['paths', path, method, 'responses', '200', 'content', 'application/json'];
      validators.set(id, ajv.compile({ $ref: `document#/${pointer.map(token).join('/')}/schema` }));
    }
  }
  return validators;
};

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
