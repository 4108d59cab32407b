import { readFileSync } from 'node:fs';
import { isInputObjectType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLInputField, GraphQLSchema, GraphQLType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { LAST_WRITE, REGISTRY, loadDocument } from '#backends';
import { executableSchema } from '../../src/graphql/schema.ts';
import { coverages, propertyIn } from '../../docs/coverage.ts';
import { mappedPage, PAGE, placesOf } from '../../docs/mapped.ts';
import { itemsOf, textOf, type Place } from './document-items.ts';
import { requestsOf } from './requests.ts';

const schema: GraphQLSchema = executableSchema();

/** The places of a document that OpenAPI describes item by item; the others are words. */
const DESCRIBED: ReadonlySet<string> = new Set<Place>([
  'endpoint',
  'header',
  'path',
  'query',
  'request',
  'response',
]);

/** Where a write's request goes: into the body, and what names the account may be a part of the path. */
const CARRYING: ReadonlySet<string> = new Set<Place>(['request', 'path']);

describe.each(coverages)('the list of $backend.name', ({ backend, adapter, items }) => {
  const texts = items.map(textOf);

  it('names each item once, and says where it goes or why it is waived', () => {
    expect(texts).toHaveLength(new Set(texts).size);
  });

  it('has whatever the OpenAPI document has, and nothing else', () => {
    const documented = itemsOf(loadDocument(backend.document)).map(textOf);
    const listed = items.filter(({ in: place }) => DESCRIBED.has(place)).map(textOf);
    expect(listed.toSorted()).toEqual(documented.toSorted());
  });

  it('names operations that the adapter uses, each with its endpoint', () => {
    const endpoints = items.filter(({ in: place }) => place === 'endpoint');
    expect(endpoints.map(({ operation }) => operation).toSorted()).toEqual(
      [...adapter.operations].toSorted(),
    );
    for (const { operation } of items) expect(adapter.operations).toContain(operation);
  });

  it('sends every property of the mapping somewhere, and none that is not there', () => {
    const named = items.flatMap(({ to }) => to);
    for (const name of named) expect([name, propertyIn(adapter, name)]).not.toEqual([name, null]);
    const mapped = new Set(named.map((name) => String(propertyIn(adapter, name)?.property)));
    expect([...mapped].toSorted()).toEqual(Object.keys(adapter.fields).toSorted());
  });

  it('sends an item to a property that is read from it', () => {
    for (const { in: place, item, operation, to } of items) {
      if (place !== 'response' && place !== 'request') continue;
      for (const name of to) {
        const field = adapter.fields[propertyIn(adapter, name)?.property ?? ''];
        if (!field || field.operation === REGISTRY) continue;
        const isRead = field.backendField.split(' ').includes(keyOf(item)) || isContact(item);
        expect([operation, item, name, isRead]).toEqual([operation, item, name, true]);
        if (field.operation !== LAST_WRITE) expect(place).toBe('response');
      }
    }
  });

  it('shows nothing but what is read from an item of the list', () => {
    for (const [name, { backendField, operation }] of Object.entries(adapter.fields)) {
      if (operation === REGISTRY) continue;
      const rows = items.filter(({ to }) =>
        to.some((one) => propertyIn(adapter, one)?.property === name),
      );
      const keys = new Set(rows.map(({ item }) => keyOf(item)));
      const isContactType = keys.has('value');
      const read = isContactType ? ['value'] : backendField.split(' ');
      expect([name, read.filter((key) => !keys.has(key))]).toEqual([name, []]);
    }
  });

  it('sends what the writes send, and takes it from fields of the inputs', () => {
    const sent = requestsOf(adapter);
    const listed = Object.keys(sent).map((operation) => [
      operation,
      items
        .filter((row) => row.operation === operation && CARRYING.has(row.in))
        .map(({ item }) => item)
        .toSorted(),
    ]);
    expect(listed).toEqual(
      Object.entries(sent).map(([operation, keys]) => [operation, [...keys].toSorted()]),
    );
    for (const path of items.flatMap(({ from }) => from)) {
      expect([path, typeAt(path)]).not.toEqual([path, null]);
    }
  });

  it('names places that are in the graph', () => {
    for (const name of items.flatMap(({ to }) => to)) {
      const places = placesOf(name, adapter);
      expect(places.length, name).toBeGreaterThan(0);
      for (const place of places) expect([place, typeAt(place)]).not.toEqual([place, null]);
    }
  });
});

it('becomes the page "What is mapped", which `npm run docs` makes', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(mappedPage());
});

/** The key of a record: `emails` of `_data.emails[].id`. */
function keyOf(item: string): string {
  return item.replace(/^(_data|data)\./, '').split(/[.[]/)[0] ?? '';
}

const isContact = (item: string): boolean => item === 'data.value';

/** The type at a path such as `CreateUserInput.device.model`; `null` when there is none. */
function typeAt(path: string): GraphQLType | null {
  const [name = '', ...keys] = path.split('.');
  return keys.reduce<GraphQLType | null>(
    (type, key) => (type && fieldOf(type, key)?.type) ?? null,
    schema.getType(name) ?? null,
  );
}

function fieldOf(
  type: GraphQLType,
  key: string,
): GraphQLField<unknown, unknown> | GraphQLInputField | undefined {
  if (isNonNullType(type) || isListType(type)) return fieldOf(type.ofType, key);
  if (isObjectType(type) || isInputObjectType(type)) return type.getFields()[key];
  return undefined;
}
