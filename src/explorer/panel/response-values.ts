import {
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
  Kind,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isObjectType,
} from 'graphql';
import { isObject, textIn } from '../api/json.ts';

type Path = readonly (string | number)[];

/** One step from the root of a query to a person: the type that has the field, and the field. */
export interface Step {
  readonly type: string;
  readonly node: FieldNode;
}

/** A person in a response. */
export interface PersonPlace {
  readonly path: Path;
  /** Facet's id of the person, where the response holds it. */
  readonly id: string | null;
  /** How the query gets there, to ask for the id where it does not. */
  readonly steps: readonly Step[];
}

/** A field of a person in a response. */
export interface ResponseValue {
  readonly person: PersonPlace;
  /** Of `User`, a nested one by path: `location.city`. */
  readonly field: string;
  readonly path: Path;
  readonly value: unknown;
}

interface Selected {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** The fields that provenance can be asked for. */
  readonly known: ReadonlySet<string>;
}

/** A response of thousands of people has more than anybody looks through. */
const MAX_VALUES = 300;

/** The values of people in a response, in the order of the response. */
export function valuesIn(
  selected: Selected & { readonly operationName: string | null | undefined },
  data: unknown,
): readonly ResponseValue[] {
  const { schema, document, operationName } = selected;
  const operation = getOperationAST(document, operationName || undefined);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root || !isObject(data)) return [];
  const walker = new Walker(selected);
  walker.object(root, operation.selectionSet, data, [], []);
  return walker.values;
}

class Walker {
  readonly values: ResponseValue[] = [];
  readonly #selected: Selected;

  constructor(selected: Selected) {
    this.#selected = selected;
  }

  object(
    type: GraphQLObjectType,
    set: SelectionSetNode,
    data: unknown,
    path: Path,
    steps: readonly Step[],
  ): void {
    if (!isObject(data) || this.values.length >= MAX_VALUES) return;
    const nodes = this.#fieldsOf(type, set);
    if (type.name === 'User') this.#person(nodes, data, path, steps);
    for (const node of nodes) {
      const field = type.getFields()[node.name.value];
      const inner = field && getNamedType(field.type);
      const name = responseName(node);
      if (!node.selectionSet || !isCompositeType(inner)) continue;
      const next = [...steps, { type: type.name, node }];
      for (const [value, at] of entries(data[name], [...path, name])) {
        const concrete = this.#concrete(inner, value);
        if (concrete) this.object(concrete, node.selectionSet, value, at, next);
      }
    }
  }

  #person(nodes: readonly FieldNode[], data: object, path: Path, steps: readonly Step[]): void {
    const idNode = nodes.find((node) => node.name.value === 'id');
    const id = idNode ? Reflect.get(data, responseName(idNode)) : null;
    const person = { path, steps, id: typeof id === 'string' ? id : null };
    for (const node of nodes) this.#value(person, node, node.name.value, data, path);
  }

  /** A field with sources is a value as a whole; a nested object is looked into. */
  #value(person: PersonPlace, node: FieldNode, field: string, data: object, path: Path): void {
    const name = responseName(node);
    const value: unknown = Reflect.get(data, name);
    const at = [...path, name];
    if (this.#selected.known.has(field)) {
      this.values.push({ person, field, path: at, value });
      return;
    }
    const group = [...this.#selected.known].some((known) => known.startsWith(`${field}.`));
    if (!group || !isObject(value)) return;
    for (const nested of this.#flat(node.selectionSet)) {
      this.#value(person, nested, `${field}.${nested.name.value}`, value, at);
    }
  }

  #concrete(type: unknown, value: unknown): GraphQLObjectType | null {
    if (isObjectType(type)) return type;
    if (!isAbstractType(type) || !isObject(value)) return null;
    const { schema } = this.#selected;
    const named = schema.getType(textIn(value['__typename']));
    if (isObjectType(named)) return named;
    // Without its name, a thing with an id is taken for the person where it can be one.
    return schema.getPossibleTypes(type).find(({ name }) => name === 'User') ?? null;
  }

  #fieldsOf(type: GraphQLObjectType, set: SelectionSetNode): readonly FieldNode[] {
    return this.#flat(set, type.name);
  }

  /** The fields of a selection, those of fragments on other object types left out. */
  #flat(set: SelectionSetNode | undefined, type?: string): readonly FieldNode[] {
    return (set?.selections ?? []).flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragment(selection.name.value);
      const on = fragment?.typeCondition?.name.value;
      const isOther =
        type !== undefined && on !== undefined && on !== type && this.#isObjectType(on);
      return fragment && !isOther ? this.#flat(fragment.selectionSet, type) : [];
    });
  }

  #fragment(name: string) {
    const found = this.#selected.document.definitions.find(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name,
    );
    return found?.kind === Kind.FRAGMENT_DEFINITION ? found : null;
  }

  #isObjectType(name: string): boolean {
    return isObjectType(this.#selected.schema.getType(name));
  }
}

const responseName = (node: FieldNode): string => node.alias?.value ?? node.name.value;

const entries = (value: unknown, path: Path): readonly (readonly [unknown, Path])[] =>
  Array.isArray(value)
    ? value.map((one, index) => [one, [...path, index]] as const)
    : [[value, path]];

/** The value that stands at a place of the response, or that the place is inside of. */
export const valueAt = (values: readonly ResponseValue[], path: Path): ResponseValue | null =>
  values.find((value) => value.path.every((part, index) => part === path[index])) ?? null;
