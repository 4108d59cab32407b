import type { OpenApiDocument } from '../../src/backends/http/openapi-document.ts';

/** Where an item of a vendor's document stands. */
export type Place = 'endpoint' | 'header' | 'path' | 'query' | 'request' | 'response';

/** One thing that an OpenAPI document says of an operation. */
export interface DocumentItem {
  readonly operation: string;
  readonly in: Place;
  /** `_data.emails[].email`, `X-APP-ID`, `GET /v1/ext/user/{userId}`. */
  readonly item: string;
}

type Json = Readonly<Record<string, unknown>>;

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Everything that a document says, each once. */
export function itemsOf(document: OpenApiDocument): readonly DocumentItem[] {
  const items = Object.entries<unknown>(document.paths ?? {}).flatMap(([path, pathItem]) => {
    const { parameters: shared = [], ...methods } = Object(pathItem);
    return Object.entries<unknown>(methods).flatMap(([method, operation]) =>
      isJson(operation) && typeof operation['operationId'] === 'string'
        ? ofOperation(operation, `${method.toUpperCase()} ${path}`, shared, document)
        : [],
    );
  });
  return [...new Map(items.map((item) => [textOf(item), item])).values()];
}

/** The item as one text, also of a row of the list, which knows more places. */
export const textOf = ({
  operation,
  in: place,
  item,
}: Record<'operation' | 'in' | 'item', string>): string => `${operation} ${place} ${item}`;

function ofOperation(
  operation: Json,
  endpoint: string,
  shared: readonly unknown[],
  document: unknown,
): readonly DocumentItem[] {
  const id = String(operation['operationId']);
  const own = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  const parameters = [...shared, ...own].flatMap((parameter) => partsOf(parameter, document));
  const named = parameters.flatMap(({ name, in: place }): readonly DocumentItem[] =>
    isPlace(place) ? [{ operation: id, in: place, item: String(name) }] : [],
  );
  const content = ['content', 'application/json', 'schema'];
  const schemas = [
    ['request', at(operation, ['requestBody', ...content])],
    ['response', at(operation, ['responses', '200', ...content])],
  ] as const;
  const fields = schemas.flatMap(([place, schema]) =>
    namesIn(schema, document, '').map((item) => ({ operation: id, in: place, item })),
  );
  return [[{ operation: id, in: 'endpoint', item: endpoint } as const], named, fields].flat();
}

const isPlace = (place: unknown): place is 'header' | 'path' | 'query' =>
  place === 'header' || place === 'path' || place === 'query';

function namesIn(schema: unknown, document: unknown, path: string): readonly string[] {
  return partsOf(schema, document).flatMap((part) => {
    const inner = namesIn(part['items'], document, `${path}[]`);
    const properties = Object.entries<unknown>(Object(part['properties']));
    return properties
      .flatMap(([name, below]) => {
        const own = path === '' ? name : `${path}.${name}`;
        return [[own], namesIn(below, document, own)].flat();
      })
      .concat(inner);
  });
}

function partsOf(schema: unknown, document: unknown): readonly Json[] {
  if (!isJson(schema)) return [];
  const { $ref: reference } = schema;
  const target = typeof reference === 'string' ? [at(document, reference.split('/').slice(1))] : [];
  const branches = ['allOf', 'anyOf', 'oneOf', 'then'].flatMap((key) => [schema[key] ?? []].flat());
  return [schema, ...[...target, ...branches].flatMap((part) => partsOf(part, document))];
}

const at = (json: unknown, path: readonly string[]): unknown =>
  path.reduce((inner, key) => (isJson(inner) ? inner[key] : undefined), json);
