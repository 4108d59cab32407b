import type { FieldSource, Facts } from '../api/facts.ts';
import { type JsonObject, isObject, listIn, objectIn, textIn } from '../api/json.ts';

/**
 * The result of the introspection query with the sources of each field of `User` in its description: the documentation,
 * completion and hovers all take their words from there.
 */
export function withSources(response: JsonObject, { sources }: Facts): JsonObject {
  const data = objectIn(response['data']);
  const schema = objectIn(data['__schema']);
  const types = listIn(schema['types']).filter(isObject);
  const user = types.find(({ name }) => name === 'User');
  if (!user || sources.size === 0) return response;
  const groups = new Map(
    fieldsOf(user).map((field) => [namedType(field['type']), textIn(field['name'])]),
  );
  const told = types.map((type) => {
    if (type === user) return withFields(type, (name) => sources.get(name));
    const group = groups.get(textIn(type['name']));
    return group === undefined ? type : withFields(type, (name) => sources.get(`${group}.${name}`));
  });
  return { ...response, data: { ...data, __schema: { ...schema, types: told } } };
}

const fieldsOf = (type: JsonObject): readonly JsonObject[] =>
  listIn(type['fields']).filter(isObject);

function namedType(type: unknown): string {
  const { name, ofType } = objectIn(type);
  return textIn(name) || (ofType ? namedType(ofType) : '');
}

const withFields = (
  type: JsonObject,
  sourcesOf: (field: string) => readonly FieldSource[] | undefined,
): JsonObject => ({
  ...type,
  fields: fieldsOf(type).map((field) => withWords(field, sourcesOf(textIn(field['name'])))),
});

const withWords = (field: JsonObject, sources: readonly FieldSource[] | undefined): JsonObject =>
  sources?.length
    ? { ...field, description: `${textIn(field['description'])}\n\n${words(sources)}` }
    : field;

/** One backend may have several fields for it, one after another. */
function words(sources: readonly FieldSource[]): string {
  const byBackend = Map.groupBy(sources, ({ backend }) => backend);
  const places = [...byBackend].map(([backend, fields]) => {
    const names = fields.map(({ backendField }) => `\`${backendField}\``);
    return `${backend} (${[...new Set(names)].join(', ')})`;
  });
  return `**${places.length === 1 ? 'Source' : 'Sources, best first'}:** ${places.join(' › ')}`;
}
