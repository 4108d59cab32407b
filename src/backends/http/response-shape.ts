import type { OpenApiDocument } from './openapi-document.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a document knows of a JSON value; nothing is known of what it leaves open. */
export interface Shape {
  /** `null`: any. */
  readonly fields: ReadonlyMap<string, Shape> | null;
  readonly items: Shape | null;
  /** The texts, in lower case, that a code can be; `null`: any. */
  readonly codes: ReadonlySet<string> | null;
  /** The types of JSON Schema that it can be, a bit each (`TYPE_BITS`). */
  readonly types: number;
}

/** Tells what is not as documented and where it stands: `$._data.emails[].label`. */
export type Tell = (
  kind: 'unknown field' | 'unknown code' | `unexpected ${string}`,
  path: string,
) => void;

/** Each answer has dozens of values to look at: a set of types would be looked into for each of them. */
const TYPE_BITS = { null: 1, boolean: 2, string: 4, integer: 8, number: 16, array: 32, object: 64 };
const ANY_TYPE = 127;

/** A value of which nothing more is known. */
const OPEN: Shape = { fields: null, items: null, codes: null, types: ANY_TYPE };

/** Things told of one answer, and entries looked at in one list: no answer is worth more work than that. */
const MOST_TOLD = 100;
const MOST_ENTRIES = 1000;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Tells whatever of a value is beyond its shape or of another type, each kind and place once. */
export const unknownFields = (shape: Shape, value: unknown, tell: Tell): void =>
  tellSurplus(shape, value, once(tell), '$');

const once = (tell: Tell): Tell => {
  const told = new Set<string>();
  return (kind, path) => {
    const what = `${kind} ${path}`;
    if (told.size >= MOST_TOLD || told.has(what)) return;
    told.add(what);
    tell(kind, path);
  };
};

/** The same as a question, for the many answers that have nothing new: it makes no path and no list of keys. */
export const fits = (shape: Shape, value: unknown): boolean => {
  if (!isOfType(shape, value)) return false;
  if (Array.isArray(value)) {
    const { items } = shape;
    return !items || value.every((item) => fits(items, item));
  }
  if (isJson(value)) return !shape.fields || fieldsFit(shape.fields, value);
  return !shape.codes || isKnown(shape.codes, value);
};

const fieldsFit = (fields: ReadonlyMap<string, Shape>, value: Json): boolean => {
  for (const name in value) {
    const known = fields.get(name);
    if (known !== OPEN && (known === undefined || !fits(known, value[name]))) return false;
  }
  return true;
};

const isOfType = ({ types }: Shape, value: unknown): boolean => (types & bitOf(value)) !== 0;

/** An integer is a number, too. */
const bitOf = (value: unknown): number => {
  if (typeof value === 'string') return TYPE_BITS.string;
  if (value === null) return TYPE_BITS.null;
  if (typeof value === 'object') return Array.isArray(value) ? TYPE_BITS.array : TYPE_BITS.object;
  if (typeof value === 'boolean') return TYPE_BITS.boolean;
  if (typeof value !== 'number') return 0;
  return Number.isInteger(value) ? TYPE_BITS.integer | TYPE_BITS.number : TYPE_BITS.number;
};

/** As JSON Schema calls it. */
const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
};

const isKnown = (codes: ReadonlySet<string>, value: unknown): boolean =>
  (typeof value !== 'string' && typeof value !== 'number') ||
  codes.has(String(value).toLowerCase());

const tellSurplus = (shape: Shape, value: unknown, tell: Tell, path: string): void => {
  if (!isOfType(shape, value)) tell(`unexpected ${typeOf(value)}`, path);
  else if (Array.isArray(value)) {
    const { items } = shape;
    const entries = items ? value.slice(0, MOST_ENTRIES) : [];
    for (const entry of entries) tellSurplus(items ?? OPEN, entry, tell, `${path}[]`);
  } else if (isJson(value)) {
    if (shape.fields) fieldsBeyond(shape.fields, value, tell, path);
  } else if (shape.codes && !isKnown(shape.codes, value)) {
    tell('unknown code', path);
  }
};

const fieldsBeyond = (
  fields: ReadonlyMap<string, Shape>,
  value: Json,
  tell: Tell,
  path: string,
): void => {
  for (const [name, inner] of Object.entries(value)) {
    const known = fields.get(name);
    if (known === undefined) tell('unknown field', `${path}.${named(name)}`);
    else tellSurplus(known, inner, tell, `${path}.${name}`);
  }
};

/** A key that is no name may be somebody's data. */
const named = (key: string): string => (/^[A-Za-z_]\w{0,39}$/.test(key) ? key : '…');

/** The shapes of the answers of all operations of a document. References must not be circular. */
export const shapesOf = (document: OpenApiDocument): ReadonlyMap<string, Shape> => {
  const operations = Object.values(document.paths ?? {}).flatMap((methods) =>
    Object.values<unknown>(methods ?? {}).filter(isJson),
  );
  return new Map(
    operations.flatMap((operation) => {
      const schema = at(operation, ['responses', '200', 'content', 'application/json', 'schema']);
      const id = operation['operationId'];
      return typeof id === 'string' ? [[id, shapeOf(schema, document)] as const] : [];
    }),
  );
};

const shapeOf = (schema: unknown, document: unknown): Shape => {
  const parts = partsOf(schema, document);
  const fields = new Map<string, Shape>();
  for (const part of parts) {
    for (const [name, inner] of Object.entries(jsonAt(part, 'properties'))) {
      const known = fields.get(name);
      const shape = shapeOf(inner, document);
      fields.set(name, known ? joined(known, shape) : shape);
    }
  }
  const items = parts.find((part) => 'items' in part)?.['items'];
  const codes = parts.map((part) => part['x-codes']).find(Array.isArray);
  const types = typesOf(parts.flatMap((part) => part['type'] ?? []));
  const isOpen = fields.size === 0 && types === ANY_TYPE && !items && !codes;
  if (isOpen) return OPEN;
  return {
    fields: fields.size === 0 ? null : fields,
    items: items === undefined ? null : shapeOf(items, document),
    codes: codes ? new Set(codes.map((code) => String(code).toLowerCase())) : null,
    types,
  };
};

const typesOf = (names: readonly unknown[]): number => {
  const bits = Object.entries(TYPE_BITS).flatMap(([name, bit]) =>
    names.includes(name) ? bit : [],
  );
  return bits.length === 0 ? ANY_TYPE : bits.reduce((all, bit) => all | bit, 0);
};

const joined = (one: Shape, other: Shape): Shape => {
  if (one === OPEN) return other;
  if (other === OPEN) return one;
  return {
    fields: one.fields && other.fields && new Map([...one.fields, ...other.fields]),
    items: one.items ?? other.items,
    codes: one.codes ?? other.codes,
    types: one.types | other.types,
  };
};

const BRANCHES = ['allOf', 'anyOf', 'oneOf', 'then', 'else'] as const;

/** A schema with all that it refers to: what any branch knows is known. */
const partsOf = (schema: unknown, document: unknown): readonly Json[] => {
  if (!isJson(schema)) return [];
  const { $ref: reference } = schema;
  const target = typeof reference === 'string' ? [at(document, reference.split('/').slice(1))] : [];
  const branches = BRANCHES.flatMap((branch) => [schema[branch] ?? []].flat());
  return [schema, ...[...target, ...branches].flatMap((part) => partsOf(part, document))];
};

const jsonAt = (json: Json, key: string): Json => {
  const inner = json[key];
  return isJson(inner) ? inner : {};
};

const at = (json: unknown, path: readonly string[]): unknown =>
  path.reduce((inner, key) => (isJson(inner) ? inner[key] : undefined), json);
