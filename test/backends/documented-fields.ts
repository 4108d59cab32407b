import type { OpenApiDocument } from '../../src/backends/http/openapi-document.ts';

/** A field of an operation's 200 that its OpenAPI document describes. */
export interface DocumentedField {
  /** As one writes it: `_data.emails[].email`. */
  readonly name: string;
  /** The keys that lead to it; `[]` enters a list. */
  readonly path: readonly string[];
  /** It belongs to the envelope, or makes the record the one that was asked for. */
  readonly isIdentity: boolean;
  /** The document says nothing of what is in it. */
  readonly isOpen: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Every field of the answer to an operation, nested ones too; read off the document without the code under test. */
export function documentedFields(
  document: OpenApiDocument,
  operationId: string,
): readonly DocumentedField[] {
  const operations = Object.values<unknown>(document.paths ?? {}).flatMap((methods) =>
    Object.values<unknown>(Object(methods)).filter(isJson),
  );
  const operation = operations.find((one) => one['operationId'] === operationId);
  const schema = at(operation, ['responses', '200', 'content', 'application/json', 'schema']);
  if (schema === undefined) throw new Error(`No operation ${operationId} with an answer.`);
  return fieldsIn(schema, document, [], true);
}

/** `isFirm`: what holds them is no field that stands for itself. */
function fieldsIn(
  schema: unknown,
  document: unknown,
  path: readonly string[],
  isFirm: boolean,
): readonly DocumentedField[] {
  return partsOf(schema, document).flatMap((part) => {
    const identity: unknown = part['x-identity'];
    const items = part['items'] === undefined ? [] : [['[]', part['items']] as const];
    const properties = Object.entries<unknown>(Object(part['properties']));
    return [...items, ...properties].flatMap(([key, inner]) => {
      const isIdentity = isFirm && (!Array.isArray(identity) || identity.includes(key));
      const below = [...path, key];
      const field: DocumentedField = {
        name: below.join('.').replaceAll('.[]', '[]'),
        path: below,
        isIdentity,
        isOpen: isOpen(inner, document),
      };
      return [[field], fieldsIn(inner, document, below, isIdentity)].flat();
    });
  });
}

function isOpen(schema: unknown, document: unknown): boolean {
  const parts = partsOf(schema, document);
  const types = parts.flatMap((part) => part['type'] ?? []);
  if (types.length === 0) return true;
  return types.includes('object') && !parts.some((part) => 'properties' in part);
}

/** A schema with all that it refers to and consists of. */
function partsOf(schema: unknown, document: unknown): readonly Json[] {
  if (!isJson(schema)) return [];
  const { $ref: reference } = schema;
  const target = typeof reference === 'string' ? [at(document, reference.split('/').slice(1))] : [];
  const branches = ['allOf', 'anyOf', 'oneOf', 'then'].flatMap((key) => [schema[key] ?? []].flat());
  return [schema, ...[...target, ...branches].flatMap((part) => partsOf(part, document))];
}

const at = (json: unknown, path: readonly string[]): unknown =>
  path.reduce((inner, key) => (isJson(inner) ? inner[key] : undefined), json);
